import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayAfter, dayOf, startOf } from '../platform/paris-days';
import { daysFrom, delayOf, sameWeekdaysBefore, usualOf } from './rules';

describe('calendar days in Paris', () => {
  test.each([
    ['2026-11-21T23:30:00Z', '2026-11-22'],
    ['2026-06-30T21:59:59Z', '2026-06-30'],
    ['2026-06-30T22:00:00Z', '2026-07-01'],
  ])('%s is %s', (at, day) => expect(dayOf(new Date(at))).toBe(day));

  test.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-11-21', 24],
  ])('%s has %i hours', (day, hours) => expect((startOf(dayAfter(day, 1)).getTime() - startOf(day).getTime()) / 3_600_000).toBe(hours));

  test('every day starts on that day and the next one follows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (count) => {
        const day = dayAfter('2000-01-01', count);
        expect(dayOf(startOf(day))).toBe(day);
        expect(dayOf(new Date(startOf(dayAfter(day, 1)).getTime() - 1))).toBe(day);
      }),
    );
  });

  test('a period holds both its ends', () => expect(daysFrom('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']));
  test('the weeks before have the same weekday', () => {
    expect(new Set(sameWeekdaysBefore('2026-11-24').map((day) => new Date(day).getUTCDay()))).toEqual(new Set([2]));
  });
});

describe('what is usual', () => {
  test('is nothing while there are fewer than three weeks', () => expect(usualOf([4, 9])).toBeNull());
  test.each([
    [[9, 1, 4], 4],
    [[1, 4, 9, 6], 5],
  ])('of %j is the middle, %d', (counts, usual) => expect(usualOf(counts)).toBe(usual));
});

describe('a delay', () => {
  test('is not given under ten dossiers', () => expect(delayOf(9, 1, 2)).toEqual({ count: 9, medianMs: null, ninetiethMs: null }));
  test('gives its median and its ninetieth percentile together', () =>
    expect(delayOf(10, 60, 90.5)).toEqual({ count: 10, medianMs: 60_000, ninetiethMs: 90_500 }));
});
