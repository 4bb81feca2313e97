/** A person as far as a merge is judged by her. */
interface Merging {
  id: string;
  birthDate: string | null;
  sex: string;
  /** Whom she is read through; null = herself. */
  mergedInto: string | null;
}

/** Why two numbers are not merged without a person's word. */
export type MergeObstacle = 'same' | 'survivor-merged' | 'merged-elsewhere' | 'cycle' | 'birth-dates' | 'sexes' | 'late';

export interface MergeTold {
  survivor: Merging;
  merged: Merging;
  /** MSH-7 of the message. */
  toldAt: Date;
  /** When somebody last said that these two are two persons: MSH-7 of a message, or the instant of a person's word. */
  undoneAt: Date | null;
}

/**
 * Says what forbids a merge: results of two persons in one file are found by nobody. `already` when it stands. Nothing here looks at an INS: two numbers are
 * merged by the admission system's word and by no other.
 * @see HL7 2.5 chapter 3.3.40; decisions « merges come from ADT A40 only »
 */
export function mergeObstacle({ survivor, merged, toldAt, undoneAt }: MergeTold): MergeObstacle | 'already' | null {
  if (survivor.id === merged.id) return 'same';
  if (merged.mergedInto === survivor.id) return 'already';
  if (survivor.mergedInto === merged.id) return 'cycle';
  if (survivor.mergedInto !== null) return 'survivor-merged';
  if (merged.mergedInto !== null) return 'merged-elsewhere';
  if (undoneAt !== null && undoneAt >= toldAt) return 'late';
  if (survivor.birthDate !== null && merged.birthDate !== null && survivor.birthDate !== merged.birthDate) return 'birth-dates';
  return survivor.sex !== merged.sex && survivor.sex !== 'U' && merged.sex !== 'U' ? 'sexes' : null;
}
