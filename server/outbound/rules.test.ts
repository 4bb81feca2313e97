import { describe, expect, test } from 'vitest';
import { identityOf } from './control-id';
import { statusToSend } from './decision-message';
import { ASIDE_SECONDS, attemptOf, mustStandAside, nextTryAt } from './rules';

const answer = (code: string, controlId = 'R1') => Buffer.from(`MSH|^~\\&|SIL|L|R|G|20261121||ACK|A1|P|2.5\rMSA|${code}|${controlId}\r`);

describe('an answer', () => {
  test.each([
    ['AA', 'acknowledged'],
    ['CA', 'acknowledged'],
    ['AE', 'refused'],
    ['CE', 'refused'],
    ['AR', 'rejected'],
    ['CR', 'rejected'],
    ['ZZ', 'wrong-answer'],
  ])('%s means %s', (code, outcome) => expect(attemptOf(answer(code), 'R1').outcome).toBe(outcome));
  test('that names another message is no answer', () => expect(attemptOf(answer('AA', 'R2'), 'R1').outcome).toBe('wrong-answer'));
  test('that is no HL7 is no answer', () => expect(attemptOf(Buffer.from('bonjour'), 'R1')).toMatchObject({ outcome: 'wrong-answer', answerCode: null }));
});

describe('a message that the LIS turns away', () => {
  const times = (outcome: string, count: number) => Array.from({ length: count }, () => outcome);
  test.each([
    [times('no-answer', 5), true],
    [['rejected', 'no-answer', 'wrong-answer', 'rejected', 'no-answer', 'acknowledged'], true],
    [times('no-answer', 4), false],
    [['no-answer', 'unreachable', 'no-answer', 'no-answer', 'no-answer'], false],
    [times('unreachable', 50), false],
    [['rejected', 'rejected', 'refused', 'rejected', 'rejected'], false],
  ])('%j stands aside: %s', (outcomes, expected) => expect(mustStandAside(outcomes)).toBe(expected));

  const now = new Date('2026-11-21T03:20:00Z');
  const wait = (outcomes: string[], isAside = false) => (nextTryAt(now, outcomes, isAside).getTime() - now.getTime()) / 1000;
  test.each([
    [1, 1],
    [2, 2],
    [3, 5],
    [6, 30],
    [60, 30],
  ])('is tried again after failure %i in %i s', (failures, seconds) => expect(wait(times('unreachable', failures))).toBe(seconds));
  test('starts anew after a person sent it again', () => expect(wait(['unreachable', 'refused', 'unreachable'])).toBe(1));
  test('waits five minutes aside', () => expect(wait(['no-answer'], true)).toBe(ASIDE_SECONDS));
});

test.each([
  ['R', false, 'F'],
  ['P', true, 'C'],
  ['C', true, 'C'],
  ['X', true, 'X'],
  ['N', false, 'X'],
  ['D', true, 'D'],
  ['W', false, 'W'],
] as const)('a result received as %s (replaces a released one: %s) goes back as %s', (received, replaces, sent) =>
  expect(statusToSend(received, replaces)).toBe(sent),
);

test('a control id is short, and the same for the same thing only', () => {
  const { controlId } = identityOf('reading', 'a');
  expect(controlId).toMatch(/^R[0-9A-F]{19}$/);
  expect(identityOf('reading', 'a').controlId).toBe(controlId);
  expect(new Set([controlId, identityOf('availability', 'a').controlId, identityOf('reading', 'b').controlId]).size).toBe(3);
});
