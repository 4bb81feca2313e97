import { expect, test } from 'vitest';
import type { CardPrior } from './card-result';
import { deltaOf, removalInWords } from './card-rules';

const prior = (changes: Partial<CardPrior> = {}): CardPrior => ({
  dossierId: 'd',
  on: new Date(0),
  value: '4,0',
  number: 4,
  comparator: null,
  unit: 'mmol/L',
  method: '',
  laboratory: '',
  ...changes,
});

test.each([
  ['a rise', { number: 6.9 }, {}, { text: '+2,9', percent: '+73 %' }],
  ['a fall', { number: 3.9 }, {}, { text: '−0,1', percent: '−3 %' }],
  ['no move', { number: 4 }, {}, { text: '0', percent: '0 %' }],
  ['no digits of the machine', { number: 4.3 }, { number: 4.2 }, { text: '+0,1', percent: '+2 %' }],
  ['a comparator goes with it', { number: 10, comparator: '<' }, { number: 212 }, { text: '<−202', percent: '<−95 %' }],
  ['no per cent of nothing', { number: 1 }, { number: 0 }, { text: '+1', percent: null }],
])('%s', (_what, current, before, expected) => {
  expect(deltaOf({ comparator: null, unit: 'mmol/L', ...current }, prior(before))).toMatchObject(expected);
});

test.each([
  ['another unit: nothing is converted in silence', { number: 4 }, { unit: 'mg/L' }],
  ['a prior that was no number', { number: 4 }, { number: null }],
  ['a prior off scale', { number: 4 }, { comparator: '<' }],
  ['a present that is no number', { number: null }, {}],
])('no difference with %s', (_what, current, before) => {
  expect(deltaOf({ comparator: null, unit: 'mmol/L', ...current }, prior(before))).toBeNull();
});

test('a removal has its own words, a result has none', () => {
  expect(new Set(['X', 'D', 'W', 'N'].map(removalInWords)).size).toBe(4);
  expect(['F', 'R', 'I', 'C'].map(removalInWords)).toEqual([null, null, null, null]);
});
