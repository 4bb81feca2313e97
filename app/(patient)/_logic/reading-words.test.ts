import { describe, expect, test } from 'vitest';
import { byDay, groundWords, lastDayWords, personLimits, personWords, representativeWords, reviewWords } from './reading-words';
import type { MyReading } from './types';

const until = new Date('2027-06-30T22:00:00Z');

describe('whose results', () => {
  const person = { givenName: 'Lucas', familyName: 'EXEMPLE', age: 8, hospital: 'CH de Valmont', until: null, state: 'in-force' as const };

  test('are said by the name, a child’s with the age', () => {
    expect(personWords({ ...person, kind: 'self' })).toBe('Moi, Lucas EXEMPLE');
    expect(personWords({ ...person, kind: 'parent' })).toBe('Lucas EXEMPLE, 8\u00a0ans');
    expect(personWords({ ...person, kind: 'parent', age: 1 })).toBe('Lucas EXEMPLE, 1\u00a0an');
    expect(personWords({ ...person, kind: 'trusted', age: 80 })).toBe('Lucas EXEMPLE');
  });

  test('are said with their end, and an end with the name', () => {
    expect(personLimits({ ...person, kind: 'parent' })).toBe('Jusqu’à ses 18 ans, hors dossiers protégés');
    expect(personLimits({ ...person, kind: 'trusted', until })).toBe('Avec son accord, jusqu’au 30 juin 2027');
    expect(personLimits({ ...person, kind: 'guardian', until })).toBe('Par décision de justice, jusqu’au 30 juin 2027');
    expect(personLimits({ ...person, givenName: 'Jeanne', kind: 'trusted', state: 'ended' })).toBe('Votre accès aux résultats de Jeanne a pris fin.');
    expect(lastDayWords(until)).toBe('30 juin 2027');
  });
});

test.each([
  ['in-force', 'Personne de confiance (sœur), depuis le 1 janvier 2026, jusqu’au 30 juin 2027.'],
  ['to-come', 'Personne de confiance (sœur), à partir du 1 janvier 2026.'],
  ['revoked', 'Personne de confiance (sœur). Fini le 2 février 2026.'],
  ['of-age', 'Personne de confiance (sœur). Fini à la majorité.'],
] as const)('a representative who is %s is told as such', (state, words) => {
  const row = {
    representationId: 'r',
    kind: 'trusted' as const,
    name: 'A B',
    relation: 'sœur',
    since: new Date('2026-01-01T12:00:00Z'),
    until,
    hasEntered: true,
    mayEnd: false,
  };
  expect(representativeWords({ ...row, state, endedAt: state === 'revoked' ? new Date('2026-02-02T12:00:00Z') : null })).toBe(words);
});

describe('a reading', () => {
  const reading: MyReading = {
    id: '1',
    at: new Date('2026-11-24T13:07:00Z'),
    who: 'professional',
    name: 'Dr A B',
    profession: 'Médecin',
    ground: 'presence',
    medium: 'screen',
    reportId: 'r',
    reportOn: new Date('2026-11-24T07:00:00Z'),
    emergency: null,
  };

  test('bears its right in words, an emergency its motive and its review', () => {
    expect(groundWords(reading)).toBe('Avec votre code.');
    const emergency = { reason: 'malaise', reviewedAt: new Date('2026-11-23T10:00:00Z') };
    expect(groundWords({ ...reading, ground: 'break-glass', emergency })).toBe('Motif écrit\u00a0: «\u00a0malaise\u00a0».');
    expect(reviewWords(emergency)).toBe('Vérifié le 23 nov. par le médecin administrateur.');
    expect(reviewWords({ ...emergency, reviewedAt: null })).toBe('Sera vérifié par le médecin administrateur.');
    expect(groundWords({ ...reading, who: 'you', ground: 'self' })).toBe('');
  });

  test('stands under its day in Paris, in order', () => {
    const late = { ...reading, id: '2', at: new Date('2026-11-23T23:30:00Z') };
    const before = { ...reading, id: '3', at: new Date('2026-11-23T22:30:00Z') };
    const days = byDay([reading, late, before], new Date('2026-11-24T15:00:00Z'));
    expect(days.map(({ title, readings }) => [title, readings.length])).toEqual([
      ['Aujourd’hui, mardi 24 novembre 2026', 2],
      ['Lundi 23 novembre 2026', 1],
    ]);
  });
});
