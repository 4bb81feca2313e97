import { expect, test } from 'vitest';
import { identityWords, officerWords, requestTitle } from './data-words';

test('what is known is said as one reads it, what is not is said so', () => {
  expect(identityWords({ field: 'birthDate', value: '1979-03-28' })).toBe('28/03/1979');
  expect(identityWords({ field: 'sex', value: 'F' })).toBe('Féminin');
  expect(identityWords({ field: 'sex', value: 'U' })).toBe('Non précisé');
  expect(identityWords({ field: 'phone', value: '0639980001' })).toBe('06\u00a039\u00a098\u00a000\u00a001');
  expect(identityWords({ field: 'ins', value: '' })).toBe('non connu');
});

test('a request names its element', () => {
  expect(requestTitle({ kind: 'rectification', field: 'birthDate' })).toBe('Rectification\u00a0: date de naissance');
  expect(requestTitle({ kind: 'reading', field: '' })).toBe('Question sur une lecture');
});

test('somebody answers for the data, known laboratory or not', () => {
  expect(officerWords({ name: 'L', phone: '03 53 01 22 00', entity: 'CH de Valmont' })).toContain('CH de Valmont');
  expect(officerWords(null)).toContain('établissement');
});
