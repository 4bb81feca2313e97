import { expect, test } from 'vitest';
import { partRulesWords, partWords, scopeWords } from './part-words';
import { wholeSelection } from './selection';
import { at, sampleCard, sampleResult } from './testing';

const part = { laboratory: 'Hauterive', standing: 'validated', source: 'relais', by: 'Karim HADDAD', at: at('03:21'), reason: '', isMine: false } as const;

test.each([
  ['at home', null, null],
  ['waits', { ...part, standing: 'awaiting', source: null, by: '', at: null }, 'attend la validation de Hauterive'],
  ['validated here', part, 'validé par Hauterive (Karim HADDAD) le 21/11/2026 03:21'],
  ['by its LIS', { ...part, source: 'lis', at: null }, 'validé par Hauterive (Karim HADDAD), dit son SIL'],
  ['by its LIS, without a name', { ...part, source: 'lis', by: '', at: null }, 'validé par Hauterive (son SIL, sans nom)'],
  ['otherwise', { ...part, source: 'received', reason: 'par téléphone' }, 'validation de Hauterive reçue autrement : par téléphone'],
] as const)('%s', (_, given, words) => {
  expect(partWords({ part: given })).toBe(words);
});

test('« Valider tout » leaves what another laboratory still has to validate, with the reason', () => {
  const waits = sampleResult({ id: 'r-tsh', label: 'TSH', part: { ...part, standing: 'awaiting', source: null } });
  expect(wholeSelection(sampleCard([sampleResult(), waits]))).toEqual({ ids: ['r-na'], left: [{ label: 'TSH', reason: 'attend la validation de Hauterive' }] });
  expect(wholeSelection(sampleCard([sampleResult(), { ...waits, part }])).ids).toEqual(['r-na', 'r-tsh']);
});

test('of a part, only what her laboratory executed is hers', () => {
  const card = sampleCard([sampleResult({ isDecidable: false }), sampleResult({ id: 'r-tsh', label: 'TSH' })], {
    scope: { kind: 'part', laboratory: 'Hauterive' },
  });
  expect(wholeSelection(card)).toEqual({ ids: ['r-tsh'], left: [] });
  expect(scopeWords(card)).toContain('Part sous-traitée pour Valmont');
});

test('the rules of the other laboratory are named, or that it has none', () => {
  expect(partRulesWords({ rules: null })).toContain('Aucune règle');
  expect(partRulesWords({ rules: { title: 'Hormones', version: 3, approvedBy: 'Dr X', findings: [] } })).toBe(
    'Règles « Hormones », version 3, approuvées par Dr X : rien signalé.',
  );
});
