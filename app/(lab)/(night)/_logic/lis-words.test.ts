import { expect, test } from 'vitest';
import { lisWordsOf, statusNote, statusWords, usualStatus } from './lis-words';
import { sampleResult } from './testing';

test.each([
  ['R', 'saisi, non vérifié (R)'],
  ['F', 'validé au laboratoire (F)'],
  ['P', 'préliminaire (P)'],
  ['', 'sans statut'],
  ['ZZ', 'statut inconnu «\u00a0ZZ\u00a0»'],
])('OBX-11 %j is said « %s »', (status, words) => expect(statusWords(status)).toBe(words));

test('the usual status is said once for the panel, and only what differs under its value', () => {
  const results = [
    sampleResult(),
    sampleResult({ id: 'k' }),
    sampleResult({ id: 'cl', status: 'F' }),
    sampleResult({ id: 'x', status: 'X', removal: 'non rendu' }),
  ];
  expect(usualStatus(results)).toBe('R');
  expect(results.map((result) => statusNote(result, { results }))).toEqual([false, false, { term: 'Statut SIL', value: 'validé au laboratoire (F)' }, false]);
  expect(usualStatus([])).toBeNull();
});

test('a word of OBX-8 that nobody knows is shown as it was sent', () => {
  expect(lisWordsOf(['PLT_CLUMP', 'Agrégats ?'])).toBe(
    '«\u00a0PLT_CLUMP\u00a0», «\u00a0Agrégats ?\u00a0», transmis par le SIL\u00a0; Relais ne l’interprète pas',
  );
});
