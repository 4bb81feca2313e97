import { expect, test } from 'vitest';
import { NBSP } from '../../../_text/format';
import { briefPerson, insWords, nameOf, personWords, placeWords } from './identity-words';
import { at, sampleCard, sampleEntry } from './testing';

const { patient } = sampleCard([]);

test('names and ages a person', () => {
  expect(nameOf(patient)).toBe('PAT-TROIS Dominique');
  expect(personWords(patient, at('03:16'))).toBe(`Femme, 47${NBSP}ans, née le 28/03/1979`);
  expect(briefPerson(sampleEntry('d'), at('03:16'))).toBe(`F 47${NBSP}ans`);
});

test('shows an impossible birth date as it was sent, and says when none was', () => {
  expect(personWords({ sex: 'M', birthDate: null, birthDateText: '19790231' }, at('03:16'))).toBe('Homme, date de naissance transmise : 19790231');
  expect(personWords({ sex: 'U', birthDate: null, birthDateText: '' }, at('03:16'))).toBe('Sexe non transmis, date de naissance non transmise');
});

test('writes an INS by its groups and leaves anything else', () => {
  expect(insWords('279035121518989')).toBe('2 79 03 51 215 189 89');
  expect(insWords('2790351215189')).toBe('2 79 03 51 215 189');
  expect(insWords('abc')).toBe('abc');
});

test('says where the patient lies as far as it is known', () => {
  expect(placeWords({ ward: 'Urgences', room: 'Box 4', bed: '1' })).toBe('Urgences, Box 4, lit 1');
  expect(placeWords({ ward: 'Cardiologie', room: '8', bed: '' })).toBe('Cardiologie, ch. 8');
  expect(placeWords({ ward: '', room: '', bed: '' })).toBe('Service non transmis');
});
