/** Which lines of a long list are drawn, and how much room is left for the others. */
export interface Stretch {
  from: number;
  /** Not drawn any more. */
  to: number;
  above: number;
  below: number;
}

/**
 * The lines that a stretch of `height` pixels from `top` shows, with `margin` pixels more on both sides, when each is as high as it was measured or as `guess`.
 * A list that is not in sight keeps nothing drawn and all of its room.
 */
export function stretchOf(
  heights: readonly (number | undefined)[],
  { top, height, margin, guess }: { top: number; height: number; margin: number; guess: number },
): Stretch {
  const [start, end] = [top - margin, top + height + margin];
  let [from, to, above, at] = [-1, heights.length, 0, 0];
  for (const [index, measured] of heights.entries()) {
    const next = at + (measured ?? guess);
    if (from === -1 && next > start && at < end) [from, above] = [index, at];
    if (from !== -1 && at >= end && to === heights.length) to = index;
    at = next;
  }
  if (from === -1) return end <= 0 ? { from: 0, to: 0, above: 0, below: at } : { from: to, to, above: at, below: 0 };
  const below = heights.slice(to).reduce<number>((sum, measured) => sum + (measured ?? guess), 0);
  return { from, to, above, below };
}
