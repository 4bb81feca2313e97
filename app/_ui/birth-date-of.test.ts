import { expect, it } from 'vitest';
import { birthDateOf } from './birth-date-of';

const today = new Date('2026-11-21T02:16:00Z');
const read = (day: string, month: string, year: string) => birthDateOf({ day, month, year }, today);

it('reads a day that exists, with or without leading zeros', () => {
  expect(read('17', '06', '1968')).toBe('1968-06-17');
  expect(read('7', '6', '1968')).toBe('1968-06-07');
  expect(read('29', '2', '1944')).toBe('1944-02-29');
});

it('refuses a day that does not exist, is to come, or is not whole', () => {
  expect(read('29', '2', '1942')).toBeNull();
  expect(read('31', '04', '1968')).toBeNull();
  expect(read('22', '11', '2026')).toBeNull();
  expect(read('17', '06', '68')).toBeNull();
  expect(read('', '06', '1968')).toBeNull();
  expect(read('00', '00', '1968')).toBeNull();
});
