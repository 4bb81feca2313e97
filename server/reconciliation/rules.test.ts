import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayKindOf, placeOf } from './day-kind';
import { gapsOf, isBalanced, isSilent, mayCountAgain, median } from './rules';
import type { DayCounts, DayKind, Island } from './types';

const counts: DayCounts = {
  messages: { received: 561, applied: 549, underWay: 0, quarantined: 6, refused: 6, discarded: 0 },
  results: { received: 10, toValidate: 4, held: 1, validated: 2, published: 2, awaitedAgain: 0, takenAway: 1 },
  dossiers: { received: 3, toValidate: 2, held: 0, validated: 0, published: 1, awaited: 0, takenAway: 0 },
};

describe('a day balances', () => {
  test('when every left side is the sum of its right side and no book differs', () => expect(isBalanced(counts, 0)).toBe(true));
  test('not when two books differ', () => expect(isBalanced(counts, 1)).toBe(false));
  test.each(['messages', 'results', 'dossiers'] as const)('not when one of the %s is missing', (line) => {
    expect(isBalanced({ ...counts, [line]: { ...counts[line], received: counts[line].received + 1 } }, 0)).toBe(false);
  });
});

const islands = (numbers: number[]): Island[] => numbers.map((n) => ({ from: n, to: n }));

describe('numbers that never came', () => {
  test.each([
    ['none missing', [4, 5, 6], []],
    ['two missing', [4, 7], [{ from: 5, to: 6 }]],
    ['late ones fill their hole', [4, 7, 6, 5], []],
    ['one late, one missing', [4, 7, 5], [{ from: 6, to: 6 }]],
    ['a new count at 0 is no gap', [998, 999, 0, 1], []],
    ['a new count at 1 is no gap', [998, 999, 1, 2], []],
    [
      'a gap before and one after a new count',
      [997, 999, 1, 3],
      [
        { from: 998, to: 998 },
        { from: 2, to: 2 },
      ],
    ],
    ['a long fall is a new count too', [5000, 12, 13], []],
    ['the same number twice is no gap', [4, 4, 5], []],
    ['nothing came', [], []],
  ])('%s', (_, numbers, gaps) => expect(gapsOf(islands(numbers))).toEqual(gaps));

  test('are exactly those taken out, in whatever order the rest came within a short way', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 101, max: 198 }), { maxLength: 20 }),
        fc.array(fc.nat(), { minLength: 200, maxLength: 200 }),
        (lost, keys) => {
          const came = Array.from({ length: 100 }, (_, i) => 100 + i).filter((n) => !lost.includes(n));
          const shuffled = came.toSorted((a, b) => (keys[a - 100] ?? 0) - (keys[b - 100] ?? 0));
          const missing = gapsOf(islands(shuffled)).flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
          const [least, most] = [Math.min(...came), Math.max(...came)];
          expect(missing).toEqual(lost.filter((n) => n > least && n < most).toSorted((a, b) => a - b));
        },
      ),
    );
  });
});

describe('a mute link', () => {
  /** Thirty messages an hour by day, none from 22 to 5. */
  const busy = Array.from({ length: 24 }, (_, hour) => (hour >= 6 && hour < 22 ? 30 : 0));
  const night = Array.from({ length: 24 }, () => 0);
  const history = new Map<DayKind, number[][]>([
    ['weekday', [busy, busy, busy, night, busy]],
    ['saturday', [busy, busy, busy]],
    ['sunday', [night, night, night, busy]],
  ]);
  const silent = (last: string, now: string, fixed: number | null = null, known = history) =>
    isSilent(new Date(last), new Date(now), { history: known }, fixed, placeOf);

  test.each([
    ['silent for ten minutes by day', '2026-11-24T10:00:00+01:00', '2026-11-24T10:10:00+01:00', false],
    ['silent for twenty minutes by day', '2026-11-24T10:00:00+01:00', '2026-11-24T10:20:00+01:00', true],
    ['silent for a whole night', '2026-11-24T21:59:00+01:00', '2026-11-25T05:59:00+01:00', false],
    ['silent still at 06:20', '2026-11-24T21:59:00+01:00', '2026-11-25T06:20:00+01:00', true],
    ['silent for a Sunday', '2026-11-22T08:00:00+01:00', '2026-11-22T20:00:00+01:00', false],
    ['silent on a public holiday', '2026-11-11T08:00:00+01:00', '2026-11-11T20:00:00+01:00', false],
  ])('%s', (_, last, now, expected) => expect(silent(last, now)).toBe(expected));

  test('is one after the minutes of the profile, whatever the rhythm', () => {
    expect(silent('2026-11-22T08:00:00+01:00', '2026-11-22T08:31:00+01:00', 30)).toBe(true);
    expect(silent('2026-11-24T10:00:00+01:00', '2026-11-24T10:29:00+01:00', 30)).toBe(false);
  });

  test('of which nothing is known yet is one after half a day', () => {
    expect(silent('2026-11-24T08:00:00+01:00', '2026-11-24T19:00:00+01:00', null, new Map())).toBe(false);
    expect(silent('2026-11-24T08:00:00+01:00', '2026-11-24T20:30:00+01:00', null, new Map())).toBe(true);
  });
});

test('the middle one is moved neither by a failure nor by a rush', () => {
  expect(median([30, 31, 0, 29, 400])).toBe(30);
  expect(median([0, 0, 0, 30])).toBe(0);
  expect(median([])).toBe(0);
});

test.each([
  ['2026-11-27', 'weekday'],
  ['2026-11-28', 'saturday'],
  ['2026-11-29', 'sunday'],
  ['2026-12-25', 'sunday'],
  ['2026-04-06', 'sunday'],
  ['2026-05-14', 'sunday'],
  ['2027-05-17', 'sunday'],
  ['2026-04-07', 'weekday'],
])('%s has the rhythm of a %s', (day, kind) => expect(dayKindOf(day)).toBe(kind));

test('what took three seconds is counted again after a minute', () => {
  const at = new Date('2026-11-27T10:00:00Z');
  expect(mayCountAgain(3_000, at, new Date(at.getTime() + 59_000))).toBe(false);
  expect(mayCountAgain(3_000, at, new Date(at.getTime() + 60_000))).toBe(true);
});
