import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fateOf, plannedSteps, toldBy } from './ladder';
import { numberAt, otherNumbers } from './ward-phones';

const at = (time: string) => new Date(`2026-11-21T${time}:00+01:00`);

describe('the ladder', () => {
  const [first, second, paper] = plannedSteps(
    [
      { afterMinutes: 3, who: 'on-duty' },
      { afterMinutes: 10, who: 'next' },
      { afterMinutes: 15, who: 'paper' },
    ],
    at('03:00'),
  );
  if (!first || !second || !paper) throw new Error('three rungs');
  test('is written whole when the call opens', () =>
    expect([first, second, paper].map(({ dueAt, gapMinutes }) => [dueAt.toISOString(), gapMinutes])).toEqual([
      [at('03:03').toISOString(), 3],
      [at('03:10').toISOString(), 7],
      [at('03:15').toISOString(), 5],
    ]));
  test.each([
    ['before its minute', second, { isOpen: true, lastAttemptAt: null, now: at('03:09') }, 'early'],
    ['at its minute', second, { isOpen: true, lastAttemptAt: null, now: at('03:10') }, 'now'],
    ['hours later, the worker was away', second, { isOpen: true, lastAttemptAt: null, now: at('07:00') }, 'now'],
    ['while somebody is calling', second, { isOpen: true, lastAttemptAt: at('03:08'), now: at('03:10') }, 'later'],
    ['when the last attempt is old', second, { isOpen: true, lastAttemptAt: at('03:02'), now: at('03:10') }, 'now'],
    ['paper waits for nobody', paper, { isOpen: true, lastAttemptAt: at('03:14'), now: at('03:15') }, 'now'],
    ['once the call is over', paper, { isOpen: false, lastAttemptAt: null, now: at('03:15') }, 'over'],
  ] as const)('%s', (_what, step, situation, kind) => expect(fateOf(step, situation).kind).toBe(kind));

  test('an attempt holds a rung back for a while, never for ever', () => {
    const isSound = (attempt: number, minute: number): boolean => {
      const lastAttemptAt = new Date(at('03:00').getTime() + attempt * 60_000);
      const now = new Date(lastAttemptAt.getTime() + minute * 60_000);
      const fate = fateOf(second, { isOpen: true, lastAttemptAt, now });
      if (minute >= second.gapMinutes && now >= second.dueAt) return fate.kind === 'now';
      return fate.kind !== 'later' || fate.dueAt > now;
    };
    expect(fc.check(fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 120 }), isSound)).failed).toBe(false);
  });

  const [anne, karim, paul] = ['anne', 'karim', 'paul'].map((userId) => ({ userId, name: userId })) as [
    { userId: string; name: string },
    { userId: string; name: string },
    { userId: string; name: string },
  ];
  test('tells everybody on duty there, then whom nobody told yet, then who comes next', () => {
    const duty = { here: [anne, anne], laboratory: [anne, karim], next: [paul] };
    expect(toldBy('on-duty', duty, new Set())).toEqual([anne]);
    expect(toldBy('next', duty, new Set(['anne']))).toEqual([karim]);
    expect(toldBy('next', duty, new Set(['anne', 'karim']))).toEqual([paul]);
    expect(toldBy('next', duty, new Set(['anne', 'karim', 'paul']))).toEqual([]);
    expect(toldBy('paper', duty, new Set())).toEqual([]);
  });
});

describe('the number of this hour', () => {
  const WEEK = [1, 2, 3, 4, 5, 6, 7];
  const lines = [
    { label: 'secrétariat', number: '01', days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', isDuty: false },
    { label: 'nuit', number: '02', days: [5], from: '20:00', to: '07:00', isDuty: false },
    { label: 'garde', number: '03', days: WEEK, from: '00:00', to: '00:00', isDuty: true },
  ];
  test.each([
    ['Friday at noon', '2026-11-20T12:00:00+01:00', '01'],
    ['Friday at 18:00 exactly', '2026-11-20T18:00:00+01:00', '03'],
    ['Friday at night', '2026-11-20T23:30:00+01:00', '02'],
    ['Saturday before seven, still Friday’s night', '2026-11-21T06:59:00+01:00', '02'],
    ['Saturday at seven', '2026-11-21T07:00:00+01:00', '03'],
    ['Saturday night', '2026-11-21T23:00:00+01:00', '03'],
    ['the night of Sunday to Monday', '2026-11-23T03:00:00+01:00', '03'],
    ['in summer, by the clock on the wall', '2026-07-03T06:30:00Z', '01'],
  ])('%s', (_what, instant, number) => expect(numberAt(lines, new Date(instant))?.number).toBe(number));
  test('is none where nobody wrote any, and never another hour’s', () => {
    expect(numberAt([], at('03:00'))).toBeNull();
    expect(numberAt(lines.slice(0, 1), at('03:00'))).toBeNull();
  });
  test('the others are offered once each', () =>
    expect(otherNumbers(lines, { label: 'nuit', number: '02' }, '0 1').map(({ number }) => number)).toEqual(['01', '03']));
});
