import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowsWaking, smsNumberOf, USUAL } from './policy-rules';

const NIGHT = { ...USUAL, reasons: ['call'], from: '20:00', to: '07:00' };

test.each([
  ['20:00', true],
  ['23:59', true],
  ['03:00', true],
  ['06:59', true],
  ['07:00', false],
  ['19:59', false],
])('hours that pass midnight hold from their first minute to their last: %s', (clock, expected) => {
  expect(allowsWaking(NIGHT, 'call', clock)).toBe(expected);
});

test('a reason that is not written wakes nobody, at no hour', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
  expect(fc.check(fc.property(clock, clock, clock, (from, to, now) => !allowsWaking({ ...NIGHT, from, to }, 'deadline', now))).failed).toBe(false);
  // Two windows that complete each other: exactly one of them holds.
  fc.assert(
    fc.property(
      clock,
      clock,
      clock,
      (from, to, now) => from === to || allowsWaking({ ...NIGHT, from, to }, 'call', now) !== allowsWaking({ ...NIGHT, from: to, to: from }, 'call', now),
    ),
  );
});

test('an SMS goes to the written number, else to the first mobile', () => {
  expect(smsNumberOf({ smsNumber: '06 39 98 00 01' }, [])).toBe('0639980001');
  expect(smsNumberOf({ smsNumber: '' }, [{ number: '03 29 00 01 10' }, { number: '06 39 98 00 02' }])).toBe('0639980002');
  expect(smsNumberOf({ smsNumber: '' }, [{ number: '03 29 00 01 10' }])).toBe('');
});
