/** A line that a page shows beside its list. */
interface Line {
  id: string;
}

interface OnScreen<Row> {
  line: Row | undefined;
  /** It left the list: mended, set aside or gone in, here or by another person. */
  isGone: boolean;
}

/**
 * Which line is open. A list that moves never puts another message under the hand that is about to press: the one that was open stays,
 * also when it has left the list, until the person chooses another. Only where none was open does the first one stand there.
 */
export function lineOnScreen<Row extends Line>(shown: readonly Row[], all: readonly Row[], held: Row | null, chosenId: string | null): OnScreen<Row> {
  const wanted = chosenId ?? held?.id;
  const listed = all.find(({ id }) => id === wanted);
  if (listed) return { line: listed, isGone: false };
  if (held && held.id === wanted) return { line: held, isGone: true };
  return { line: shown[0], isGone: false };
}
