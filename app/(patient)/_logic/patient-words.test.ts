import { describe, expect, it } from 'vitest';
import { adviceSentence, dialOf, flagSentence, isMarked, newsSentence, priorSentence, versionSentences, whenWords } from './patient-words';
import type { MyResult } from './types';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const FLAGS: MyResult['flag'][] = ['critical-high', 'critical-low', 'critical', 'high', 'low', 'abnormal', 'normal', 'not-evaluated'];
const sentence = (flag: MyResult['flag'], referenceRange = '45 – 84') => flagSentence({ flag, cancelled: null, referenceRange });

describe('a patient is told', () => {
  it('every flag in plain words: nothing alarming, nothing of « normal » where no flag came', () => {
    for (const flag of FLAGS) {
      expect(`${sentence(flag)} ${adviceSentence(flag)}`).not.toMatch(/anormal|critique|grave|danger|[▲▼↑↓]/i);
    }
    expect(sentence('not-evaluated')).not.toMatch(/habituel/);
    expect(sentence('normal')).toBe('Dans l’intervalle habituel, 45 – 84.');
    expect(sentence('high')).toBe('Au-dessus de l’intervalle habituel.');
  });
  it('more about what the laboratory marked, and about nothing else', () => {
    expect(FLAGS.filter((flag) => isMarked({ flag, cancelled: null }))).toEqual(['critical-high', 'critical-low', 'critical', 'high', 'low', 'abnormal']);
    expect(isMarked({ flag: 'high', cancelled: 'Annulé' })).toBe(false);
  });
  it('the value before, or why there is none', () => {
    expect(plain(priorSentence({ prior: { value: '70', on: '2026-05-02' }, priorAbsence: null }))).toBe('Mai 2026 : 70.');
    expect(priorSentence({ prior: null, priorAbsence: '1er dosage' })).toBe('1er dosage.');
  });
  it('what a version is to the one before', () => {
    const supersedes = { version: 1, releasedAt: '2026-11-24T06:48:00+01:00', changes: [] };
    expect(versionSentences({ kind: 'corrective', supersedes, isReplaced: false, awaited: [] })).toEqual([
      'Ce compte rendu a été corrigé. Il remplace celui qui était disponible le 24 novembre.',
    ]);
    expect(versionSentences({ kind: 'partial', supersedes: null, isReplaced: true, awaited: ['Ferritine'] }).map(plain)).toEqual([
      'Ce compte rendu a été remplacé. Ne l’utilisez plus.',
      'En cours au laboratoire : Ferritine.',
    ]);
  });
  it('when, as one speaks', () => {
    const now = new Date('2026-11-24T12:00:00+01:00');
    expect(whenWords('2026-11-24T11:20:00+01:00', now)).toBe('aujourd’hui à 11:20');
    expect(whenWords('2026-11-19T08:05:00+01:00', now)).toBe('le 19 novembre à 08:05');
  });
  it('how many are new', () => {
    expect(newsSentence({ reports: [] })).toBe('Vous avez tout lu.');
  });
  it('a number to dial', () => {
    expect(dialOf('03 53 01 22 00, jour et nuit')).toBe('0353012200');
    expect(dialOf('')).toBe('');
  });
});
