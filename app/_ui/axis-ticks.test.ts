import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { axisTicks } from './axis-ticks';

it('starts at zero, covers the highest count, and stays readable', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (most) => {
      const ticks = axisTicks(most);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});

it('uses round steps', () => {
  expect(axisTicks(26)).toEqual([0, 10, 20, 30]);
  expect(axisTicks(1)).toEqual([0, 1]);
});
