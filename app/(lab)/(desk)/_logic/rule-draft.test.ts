import { expect, test } from 'vitest';
import { CONDITION_KINDS, emptyCondition, expectationFrom, expectationOf, freeCode, kindOf, numberOf, numberText, parisTime, wordsOf } from './rule-draft';

test('every kind of condition is known again by what it begins with', () => {
  for (const { value } of CONDITION_KINDS) expect(kindOf(emptyCondition(value, 'potassium', 'mmol/L'))).toBe(value);
});

test('figures are read as they are written here', () => {
  expect(['6,2', ' 6.2 ', '', '−1', 'six'].map(numberOf)).toEqual([6.2, 6.2, undefined, -1, Number.NaN]);
  expect([6.2, undefined, Number.NaN].map(numberText)).toEqual(['6,2', '', '']);
  expect(wordsOf('dialyse,  hémodialys , ')).toEqual(['dialyse', 'hémodialys']);
});

test('what an example expects goes into the list and back', () => {
  for (const expects of ['silent', 'found', 'not-evaluable', { level: 'alert' as const }] as const)
    expect(expectationFrom(expectationOf(expects))).toEqual(expects);
  expect(expectationOf({ effect: 'hold' })).toBe('found');
});

test('a code that is free', () => expect(freeCode('K', ['K-01', 'K-02', 'K-04'])).toBe('K-03'));

test('a time in Paris, winter and summer', () => {
  expect(parisTime('2026-12-01T06:00')?.toISOString()).toBe('2026-12-01T05:00:00.000Z');
  expect(parisTime('2026-07-01T06:00')?.toISOString()).toBe('2026-07-01T04:00:00.000Z');
  expect(parisTime('demain')).toBeNull();
});
