import { expect, test } from 'vitest';
import { begunWith, nextToEnd, without } from './running';

const at = (seconds: number) => new Date(1_000_000 + seconds * 1000);
const signature = (decisionId: string, seconds: number) => ({ decisionId, effectiveAt: at(seconds) });
const [a, b, c] = [signature('a', 10), signature('b', 12), signature('c', 14)];

test('each signature is there once, the newest first, and goes without taking another with it', () => {
  const running = [a, b, c].reduce<readonly (typeof a)[]>(begunWith, []);
  expect(running).toEqual([c, b, a]);
  expect(begunWith(running, { ...b })).toBe(running);
  expect(without(running, b)).toEqual([c, a]);
});

test('each clock ends by itself, never before its time, and not while its undoing is under way', () => {
  const running = [c, b, a];
  expect(nextToEnd(running, new Map(), at(9))).toBeUndefined();
  expect(nextToEnd(running, new Map(), at(10))).toBe(a);
  expect(nextToEnd(running, new Map(), at(60))).toBe(a);
  expect(nextToEnd(running, new Map([['a', 'undo']]), at(60))).toBe(b);
  expect(nextToEnd(running, new Map([['a', 'undo']]), at(11))).toBeUndefined();
});
