import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assert } from '../platform/assert';
import { endOf, gapsOf, type Held, holdsAt, overlap, partOf, periodOf, periodsOf, presentIn, type Stretch, splitBy } from './rules';

const START = Date.parse('2026-11-28T00:00:00Z');
const HOURS = 48;
const at = (hour: number): Date => new Date(START + hour * 3_600_000);
const now = at(0);

const stretch = fc
  .tuple(fc.integer({ min: 0, max: HOURS - 1 }), fc.integer({ min: 1, max: 14 }))
  .map(([from, length]): Stretch => ({ startsAt: at(from), endsAt: at(from + length) }));
const held = fc
  .tuple(stretch, fc.option(fc.integer({ min: 0, max: HOURS })))
  .map(([hours, cancelled]): Held => ({ ...hours, cancelledAt: cancelled === null ? null : at(cancelled) }));
const instants = Array.from({ length: 2 * HOURS + 30 }, (_, index) => new Date(START + index * 1_800_000 + 1));

describe('at every instant', () => {
  test('of two duties one after the other exactly one holds at the minute between them', () => {
    const [first, second] = [
      { startsAt: at(0), endsAt: at(8), cancelledAt: null },
      { startsAt: at(8), endsAt: at(20), cancelledAt: null },
    ];
    expect([first, second].map((duty) => holdsAt(duty, at(8)))).toEqual([false, true]);
    expect(overlap(first, second)).toBe(false);
  });

  test('somebody answers, or it is in a gap: never both, never neither', () => {
    fc.assert(
      fc.property(fc.array(held, { maxLength: 8 }), (duties) => {
        const window = { startsAt: at(0), endsAt: at(HOURS) };
        const gaps = gapsOf(
          duties.map((duty) => ({ startsAt: duty.startsAt, endsAt: endOf(duty) })).filter(({ startsAt, endsAt }) => endsAt > startsAt),
          window,
        );
        for (const instant of instants.filter((one) => one < window.endsAt))
          expect(gaps.some((gap) => holdsAt({ ...gap, cancelledAt: null }, instant))).toBe(!duties.some((duty) => holdsAt(duty, instant)));
      }),
    );
  });

  test('a duty covers what it holds without the absences of its person, and nothing else', () => {
    fc.assert(
      fc.property(held, fc.array(held, { maxLength: 4 }), (duty, absences) => {
        const present = presentIn(duty, absences);
        for (const instant of instants)
          expect(present.some((part) => holdsAt({ ...part, cancelledAt: null }, instant))).toBe(
            holdsAt(duty, instant) && !absences.some((absence) => holdsAt(absence, instant)),
          );
      }),
    );
  });

  test('after any number of swaps one person answers where one did, and the one that the model names', () => {
    const swap = fc.record({ to: fc.constantFrom('B', 'C', 'D'), part: stretch, which: fc.nat() });
    fc.assert(
      fc.property(stretch, fc.array(swap, { maxLength: 12 }), (whole, swaps) => {
        let rows: (Held & { who: string })[] = [{ ...whole, cancelledAt: null, who: 'A' }];
        const model = new Map(instants.map((instant) => [instant.getTime(), holdsAt({ ...whole, cancelledAt: null }, instant) ? 'A' : null]));
        for (const { to, part: wanted, which } of swaps) {
          const row = rows[which % rows.length];
          assert(row, 'there is always a row');
          const part = partOf(row, { from: wanted.startsAt, to: wanted.endsAt }, now);
          if (!part) continue;
          const { holdsUntil, rest } = splitBy(row, part);
          rows = rows.flatMap((one) =>
            one === row
              ? [{ ...one, cancelledAt: holdsUntil }, { ...part, cancelledAt: null, who: to }, ...(rest ? [{ ...rest, cancelledAt: null, who: one.who }] : [])]
              : [one],
          );
          for (const instant of instants) if (holdsAt({ ...part, cancelledAt: null }, instant)) model.set(instant.getTime(), to);
        }
        for (const instant of instants) {
          const who = rows.filter((row) => holdsAt(row, instant)).map((row) => row.who);
          expect(who).toEqual(model.get(instant.getTime()) ? [model.get(instant.getTime())] : []);
        }
      }),
    );
  });
});

describe('hours are those of the clock in Paris', () => {
  const lengthOf = (from: string, to: string): number => {
    const period = periodOf(from, to);
    assert(period.ok, 'the period is one');
    return (period.value.endsAt.getTime() - period.value.startsAt.getTime()) / 3_600_000;
  };

  test.each([
    ['an ordinary night', '2026-11-28T20:00', '2026-11-29T08:00', 12],
    ['the night in which summer begins', '2027-03-27T20:00', '2027-03-28T08:00', 11],
    ['the night in which it ends', '2026-10-24T20:00', '2026-10-25T08:00', 13],
  ])('%s', (_what, from, to, hours) => expect(lengthOf(from, to)).toBe(hours));

  test('many nights in a row begin and end at the same hour on the wall, across a change of clocks', () => {
    const periods = periodsOf({ from: '2027-03-26T20:00', to: '2027-03-27T08:00', days: 3 }, new Date('2027-03-26T12:00:00Z'));
    assert(periods.ok, 'they are planned');
    expect(periods.value.map(({ startsAt, endsAt }) => [startsAt.toISOString(), endsAt.toISOString()])).toEqual([
      ['2027-03-26T19:00:00.000Z', '2027-03-27T07:00:00.000Z'],
      ['2027-03-27T19:00:00.000Z', '2027-03-28T06:00:00.000Z'],
      ['2027-03-28T18:00:00.000Z', '2027-03-29T06:00:00.000Z'],
    ]);
  });

  test('an hour that the clocks skip, or a day that the calendar has not, cannot be meant', () => {
    expect(periodsOf({ from: '2027-02-31T20:00', to: '2027-03-04T08:00', days: 1 }, now)).toMatchObject({ refusal: { code: 'duty-wrong-period' } });
    expect(periodOf('2027-03-28T02:30', '2027-03-28T08:00')).toMatchObject({ refusal: { code: 'duty-clock-skipped' } });
    expect(periodOf('2026-13-45T02:30', '2027-03-28T08:00')).toMatchObject({ refusal: { code: 'duty-wrong-period' } });
  });
});
