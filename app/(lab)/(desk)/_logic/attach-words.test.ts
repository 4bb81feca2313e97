import { expect, test } from 'vitest';
import { NBSP } from '../../../_text/format';
import { bornOn, differenceWords, reliabilityWords, unsureWords, valueOf } from './attach-words';
import type { ComparedPerson } from './types';

const person = (changes: Partial<ComparedPerson> = {}): ComparedPerson => ({
  patientId: 'p',
  identifier: '0004711',
  authority: 'CH-VALMONT',
  birthFamilyName: 'PAT-TROIS',
  usedFamilyName: null,
  givenNames: 'DOMINIQUE ANNE',
  firstGivenName: 'DOMINIQUE',
  birthDate: '1979-03-28',
  birthDateText: '19790328',
  sex: 'F',
  birthPlaceCode: '63220',
  ins: null,
  identityReliability: 'VALI',
  dossiers: 1,
  ...changes,
});

test.each([
  ['birthDate', {}, '28/03/1979'],
  ['birthDate', { birthDate: null, birthDateText: '31/02/79' }, '31/02/79'],
  ['birthDate', { birthDate: null, birthDateText: '' }, 'non transmise'],
  ['sex', {}, 'féminin'],
  ['sex', { sex: 'U' }, 'non transmis'],
  ['firstGivenName', {}, 'DOMINIQUE ANNE'],
  ['ins', {}, '–'],
  ['birthPlaceCode', {}, '63220'],
] as const)('%s of %j reads « %s »', (trait, changes, words) => {
  expect(valueOf(person(changes), trait)).toBe(words);
});

test('says who, how sure, and how many traits differ', () => {
  expect(
    unsureWords({
      ...person({ firstGivenName: '' }),
      dossierId: 'd',
      accessionNumber: '1',
      laboratoryId: 'l',
      createdAt: new Date(0),
      isReleased: false,
      attachmentId: null,
    }),
  ).toBe('PAT-TROIS, 28/03/1979');
  expect([reliabilityWords(''), reliabilityWords('PROV'), reliabilityWords('XYZ')]).toEqual(['fiabilité non dite', 'provisoire', 'XYZ']);
  expect([differenceWords(0), differenceWords(1), differenceWords(3)]).toEqual(['Aucune différence', `1${NBSP}différence`, `3${NBSP}différences`]);
  expect(bornOn(person())).toBe('28/03/1979');
});
