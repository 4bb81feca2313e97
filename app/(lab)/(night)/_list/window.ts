/** Which lines of a long list are drawn, and how much room is left for the others. */
export interface Stretch {
  from: number;
  /** Not drawn any more. */
  to: number;
  above: number;
  below: number;
  /** A line outside of the stretch that is drawn all the same, and the room between it and the lines before it. */
  held: { index: number; gap: number } | null;
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
  if (from === -1) return end <= 0 ? { from: 0, to: 0, above: 0, below: at, held: null } : { from: to, to, above: at, below: 0, held: null };
  return { from, to, above, below: roomOf(heights, to, heights.length, guess), held: null };
}

/** The same with the line that has the focus, wherever it is: what is not drawn cannot keep the focus. */
export function holding(stretch: Stretch, heights: readonly (number | undefined)[], index: number, guess: number): Stretch {
  const { from, to } = stretch;
  if (index < 0 || index >= heights.length || (index >= from && index < to)) return stretch;
  const room = (start: number, end: number) => roomOf(heights, start, end, guess);
  if (index < from) return { ...stretch, above: room(index + 1, from), held: { index, gap: room(0, index) } };
  return { ...stretch, below: room(index + 1, heights.length), held: { index, gap: room(to, index) } };
}

/** Which lines are drawn, in their order, with the room above each; and the room under the last. */
export function drawnLines({ from, to, above, below, held }: Stretch): { lines: { index: number; gap: number }[]; below: number } {
  const lines = Array.from({ length: to - from }, (_, place) => ({ index: from + place, gap: place === 0 ? above : 0 }));
  const rest = lines.length === 0 ? above + below : below;
  if (!held) return { lines, below: rest };
  return { lines: held.index < from ? [held, ...lines] : [...lines, held], below: rest };
}

const roomOf = (heights: readonly (number | undefined)[], start: number, end: number, guess: number): number =>
  heights.slice(start, end).reduce<number>((sum, measured) => sum + (measured ?? guess), 0);
