import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockAt, endOf, isOver, type Look, looked, type PackClock, serverTimeOf } from './pack-clock';

const HOUR = 3_600_000;
const MADE = new Date('2026-11-21T03:00:00Z');
const at = (ms: number): Date => new Date(MADE.getTime() + ms);
/** Heard of `heard` after it was made; the device's wall clock is wrong by `drift`. */
const clockOf = (heard: number, drift = 0): PackClock =>
  clockAt({ madeAt: MADE, endsAt: at(8 * HOUR), now: at(heard), expiresAt: at(Math.min(heard + 2 * HOUR, 8 * HOUR)) }, at(heard).getTime() + drift);

test.each([
  [0, 2 * HOUR - 1, false],
  [0, 2 * HOUR, true],
  [7 * HOUR, HOUR - 1, false],
  [7 * HOUR, HOUR, true],
])('heard of %s ms after it was made, it is over %s ms later: %s', (heard, later, over) => {
  expect(isOver(clockOf(heard), { wall: at(heard + later).getTime(), since: later })).toBe(over);
  expect(endOf(clockOf(heard))).toBe(Math.min(at(heard + 2 * HOUR).getTime(), at(8 * HOUR).getTime()));
});

test('what the server said counts, also when it said less', () => {
  const clock = { ...clockOf(0), expiresAt: at(HOUR).getTime() };
  expect(isOver(clock, { wall: at(HOUR).getTime(), since: HOUR })).toBe(true);
});

test('a clock that is wrong from the first changes nothing; one that is set back ends it at once', () => {
  for (const drift of [-5 * HOUR, 5 * HOUR]) {
    const clock = clockOf(0, drift);
    expect(isOver(clock, { wall: clock.heardOn + HOUR, since: HOUR })).toBe(false);
    expect(serverTimeOf(clock, { wall: clock.heardOn + HOUR, since: HOUR })).toBe(at(HOUR).getTime());
  }
  const clock = looked(clockOf(0), { wall: at(HOUR).getTime(), since: HOUR });
  expect(isOver(clock, { wall: at(HOUR - 59_000).getTime(), since: 1_000 }), 'a clock that corrects itself').toBe(false);
  expect(isOver(clock, { wall: at(HOUR - 61_000).getTime(), since: 1_000 })).toBe(true);
});

/** Looks of one document at its two clocks: the one that nobody sets goes on, the other is set as somebody likes. */
const looks = fc.array(fc.record({ passes: fc.integer({ min: 0, max: 40 * 60_000 }), set: fc.integer({ min: -9 * HOUR, max: 9 * HOUR }) }), { maxLength: 40 });

test('however the wall clock is set, a pack is never open two hours of true time after the last contact', () => {
  fc.assert(
    fc.property(looks, (steps) => {
      let clock = clockOf(0);
      let truth = 0;
      let offset = 0;
      for (const { passes, set } of steps) {
        truth += passes;
        offset += set;
        const look: Look = { wall: at(truth + offset).getTime(), since: passes };
        const over = isOver(clock, look);
        expect(over || truth < 2 * HOUR).toBe(true);
        if (over) return;
        clock = looked(clock, look);
      }
    }),
  );
});

test('what has passed is never less than it was, and once over it stays over', () => {
  fc.assert(
    fc.property(looks, (steps) => {
      let clock = clockOf(0);
      let wasOver = false;
      let wall = at(0).getTime();
      for (const { passes, set } of steps) {
        // Forward only: whatever is set back ends it by itself.
        wall += passes + Math.abs(set) / 10;
        const look = { wall, since: passes };
        const next = looked(clock, look);
        expect(next.passed).toBeGreaterThanOrEqual(clock.passed);
        const over = isOver(clock, look);
        expect(over || !wasOver).toBe(true);
        wasOver = over;
        clock = next;
      }
    }),
  );
});
