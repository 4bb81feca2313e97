import { describe, expect, test } from 'vitest';
import { changesOf, daysSince, sinceWords } from './changes';
import { at, sampleCard, samplePrior, sampleResult } from './testing';

const since = at('08:00', '2026-11-12');
const moved = (label: string, from: string, to: string, percent: string, flag: 'critical-high' | 'high' | 'normal' = 'high') =>
  sampleResult({ id: label, label, value: to, flag, priors: [samplePrior(from)], priorAbsence: null, delta: { text: '', percent, since } });

describe('what has changed', () => {
  test('puts critical values first, then the most marked moves, by days', () => {
    const card = sampleCard([
      moved('Sodium', '138', '134', '−3 %'),
      moved('Créatinine', '268', '412', '+54 %'),
      moved('Potassium', '4,8', '6,9', '+44 %', 'critical-high'),
    ]);
    expect(changesOf(card).moved).toEqual([
      {
        days: 9,
        moves: [
          { label: 'Potassium', from: '4,8', to: '6,9' },
          { label: 'Créatinine', from: '268', to: '412' },
          { label: 'Sodium', from: '138', to: '134' },
        ],
      },
    ]);
  });

  test('counts what does not fit instead of dropping it silently', () => {
    const card = sampleCard(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((label, index) => moved(label, '1', '2', `+${index + 10} %`)));
    expect(changesOf(card)).toMatchObject({ others: 2, none: null });
  });

  test('says what replaces a released value', () => {
    expect(changesOf(sampleCard([sampleResult({ replaces: '6,9', value: '6,8', label: 'Potassium' })])).replaced).toEqual([
      { label: 'Potassium', from: '6,9', to: '6,8' },
    ]);
  });

  test('says why there is nothing to compare', () => {
    expect(changesOf(sampleCard([sampleResult()])).none).toBe('Premiers dosages connus : rien à comparer.');
    expect(changesOf(sampleCard([sampleResult({ priorAbsence: 'Identité non garantie : antériorités non rapprochées.' })])).none).toBe(
      'Identité non garantie : antériorités non rapprochées.',
    );
    expect(changesOf(sampleCard([moved('Sodium', '134', '134', '0 %')])).none).toMatch(/celles de la dernière fois/);
    expect(changesOf(sampleCard([sampleResult({ priors: [samplePrior('x')], priorAbsence: null }), sampleResult()])).none).toBe(
      'Aucune valeur comparable à une antériorité.',
    );
  });

  test('leaves out what is awaited or taken away', () => {
    const card = sampleCard([
      { ...moved('Sodium', '138', '134', '−3 %'), standing: 'awaited' },
      { ...moved('Potassium', '4', '5', '+25 %'), removal: 'Examen non réalisable' },
    ]);
    expect(changesOf(card).moved).toEqual([]);
  });
});

test('days are calendar days in Paris', () => {
  expect(daysSince(at('23:50', '2026-11-20'), at('00:10'))).toBe(1);
  expect(sinceWords(0)).toBe('Le même jour');
  expect(sinceWords(1)).toBe('Depuis hier');
  expect(sinceWords(9)).toBe('En 9\u00a0jours');
});
