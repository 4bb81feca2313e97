import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { numberLineZones } from './number-line-zones';

it('always holds the value and the whole usual range, in order and without a gap', () => {
  const positive = fc.double({ min: 0.01, max: 1000, noNaN: true });
  fc.assert(
    fc.property(positive, positive, positive, (low, width, value) => {
      const zones = numberLineZones({ low, high: low + width, value });
      const edges = zones.map((zone) => zone.from);
      expect([...edges].sort((a, b) => a - b)).toEqual(edges);
      zones.slice(1).forEach((zone, index) => expect(zone.from).toBe(zones[index]?.to));
      expect(zones[0]?.from).toBeLessThanOrEqual(value);
      expect(zones.at(-1)?.to).toBeGreaterThanOrEqual(value);
      expect(zones.some((zone) => zone.kind === 'usual' && zone.from === low && zone.to === low + width)).toBe(true);
    }),
  );
});

it('says « un peu » only where the laboratory has approved a limit for it', () => {
  const words = (slightHigh?: number) => numberLineZones({ low: 4.1, high: 6.1, value: 6.3, slightHigh }).flatMap((zone) => zone.label);
  expect(words()).not.toContain('un peu');
  expect(words(7)).toContain('un peu');
});

it('draws a range with one limit only, and none without a range', () => {
  expect(numberLineZones({ low: null, high: 5, value: 2 }).map((zone) => zone.kind)).toEqual(['usual', 'slight']);
  expect(numberLineZones({ low: 60, high: null, value: 90 }).at(-1)?.kind).toBe('usual');
  expect(numberLineZones({ low: null, high: null, value: 90 })).toEqual([]);
});
