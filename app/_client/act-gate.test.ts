import { expect, test } from 'vitest';
import { actGate } from './act-gate';

test('lets one of two presses of the same instant through, and the next one once the act is over', () => {
  const gate = actGate();
  expect([gate.enter(), gate.enter(), gate.enter()]).toEqual([true, false, false]);
  gate.leave();
  expect([gate.enter(), gate.enter()]).toEqual([true, false]);
});
