import { describe, expect, it } from 'vitest';
import { awaitedWords, birthWords, priorWords, standingWords } from './report-words';

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ') ?? null;
const patient = {
  birthFamilyName: 'TEST-CARLIER',
  firstGivenName: 'Monique',
  usedName: 'EXEMPLE',
  birthDate: '1948-05-02',
  birthDateText: '19480502',
  ageText: '78 ans',
  sex: 'F',
  identifier: '3906128',
  identifierAuthority: 'IPP',
  ins: null,
  identityGuaranteed: true,
} as const;

describe('a report says', () => {
  it('what it replaces and when that was released', () => {
    const supersedes = { version: 1, releasedAt: '2026-11-24T06:48:00+01:00', changes: [] };
    expect(plain(standingWords({ kind: 'corrective', version: 2, supersedes }))).toBe('Version 2 : annule et remplace la version 1 du 24/11/2026 à 06:48');
    expect(plain(standingWords({ kind: 'complete', version: 2, supersedes }))).toContain('complète le compte rendu partiel');
    expect(standingWords({ kind: 'complete', version: 1, supersedes: null })).toBeNull();
  });
  it('what is still awaited', () => {
    expect(plain(awaitedWords({ kind: 'partial', awaited: ['vitamine B12'], chapters: [] }))).toBe('Résultats partiels. Encore attendu : vitamine B12.');
    expect(awaitedWords({ kind: 'complete', awaited: [], chapters: [] })).toBeNull();
  });
  it('a birth date as sent when it is none', () => {
    expect(birthWords(patient)).toBe('02/05/1948');
    expect(birthWords({ ...patient, birthDate: null, birthDateText: '19481399' })).toBe('19481399 (date non reconnue)');
  });
  it('why there is no earlier value', () => {
    expect(priorWords({ prior: null, priorAbsence: '1er dosage' })).toEqual({ value: '1er dosage', on: '' });
    expect(priorWords({ prior: { value: '4,2', on: '2026-11-21' }, priorAbsence: null })).toEqual({ value: '4,2', on: '21/11' });
  });
});
