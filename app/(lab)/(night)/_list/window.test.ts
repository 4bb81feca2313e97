import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawnLines, holding, stretchOf } from './window';

const list = fc.array(fc.option(fc.integer({ min: 44, max: 200 }), { nil: undefined }), { maxLength: 60 });
const view = fc.record({ top: fc.integer({ min: -3_000, max: 9_000 }), height: fc.integer({ min: 100, max: 900 }) });

test('every line in sight is drawn, and what is drawn and what is left have the height of all', () => {
  fc.assert(
    fc.property(list, view, (heights, { top, height }) => {
      const { from, to, above, below } = stretchOf(heights, { top, height, margin: 0, guess: 90 });
      const all = heights.map((measured) => measured ?? 90);
      const sum = (lines: readonly number[]) => lines.reduce((total, line) => total + line, 0);
      expect(above + sum(all.slice(from, to)) + below).toBe(sum(all));
      const missing = all.filter((line, index) => {
        const start = sum(all.slice(0, index));
        return start < top + height && start + line > top && (index < from || index >= to);
      });
      expect(missing).toEqual([]);
    }),
  );
});

test('a margin draws more, and never ten thousand', () => {
  const heights = Array.from({ length: 10_000 }, () => undefined);
  const drawn = stretchOf(heights, { top: 450_000, height: 700, margin: 700, guess: 90 });
  expect(drawn.to - drawn.from).toBeLessThan(40);
  expect(drawn.from).toBeGreaterThan(4_900);
});

test('the line that has the focus is drawn wherever it is, and nothing moves for it', () => {
  fc.assert(
    fc.property(list, view, fc.nat(70), (heights, { top, height }, focused) => {
      const all = heights.map((measured) => measured ?? 90);
      const stretch = holding(stretchOf(heights, { top, height, margin: 0, guess: 90 }), heights, focused, 90);
      const { lines, below } = drawnLines(stretch);
      expect(focused >= all.length || lines.some(({ index }) => index === focused)).toBe(true);
      let at = 0;
      for (const { index, gap } of lines) {
        expect(at + gap).toBe(all.slice(0, index).reduce((sum, line) => sum + line, 0));
        at += gap + (all[index] ?? 0);
      }
      expect(at + below).toBe(all.reduce((sum, line) => sum + line, 0));
    }),
  );
});
