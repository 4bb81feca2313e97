import { expect, it } from 'vitest';
import { nextOrder, sortedRows } from './sort-rows';

it('sorts numbers as numbers and names the French way', () => {
  expect(sortedRows([10, 9, 100], (row) => row, 'ascending')).toEqual([9, 10, 100]);
  expect(sortedRows(['Écho', 'Zoé', 'eau'], (row) => row, 'ascending')).toEqual(['eau', 'Écho', 'Zoé']);
});

it('puts what is missing last in both directions, and leaves the given rows alone', () => {
  const rows = [3, null, 1];
  expect(sortedRows(rows, (row) => row, 'ascending')).toEqual([1, 3, null]);
  expect(sortedRows(rows, (row) => row, 'descending')).toEqual([3, 1, null]);
  expect(rows).toEqual([3, null, 1]);
});

it('turns the order at the second press on the same heading only', () => {
  expect(nextOrder(null, 'site')).toEqual({ key: 'site', direction: 'ascending' });
  expect(nextOrder({ key: 'site', direction: 'ascending' }, 'site').direction).toBe('descending');
  expect(nextOrder({ key: 'site', direction: 'ascending' }, 'count').direction).toBe('ascending');
});
