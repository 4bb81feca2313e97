import { expect, test } from 'vitest';
import { callInstant } from './call-instant';

const now = new Date('2026-11-21T02:14:30Z');

test.each([
  ['03:14', '2026-11-21T02:14:00.000Z'],
  ['03:00', '2026-11-21T02:00:00.000Z'],
  ['00:05', '2026-11-20T23:05:00.000Z'],
  ['23:50', '2026-11-20T22:50:00.000Z'],
  ['03:15', '2026-11-20T02:15:00.000Z'],
])('%s is the last time that the clock of Paris showed it', (time, instant) => {
  expect(callInstant(time, now).toISOString()).toBe(instant);
});
