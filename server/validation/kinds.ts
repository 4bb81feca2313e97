/** Every kind of decision, and what each is: the one place that says it. The database says the same (`validates`, `told_to_lis`), which a test compares. */
const KINDS = {
  /** A biologist signs. */
  validate: { validates: true, isToldToLis: true, hasUndoTime: true, needsReason: false },
  /** The sampling laboratory's own LIS had a biologist sign: it knows. */
  lis: { validates: true, isToldToLis: false, hasUndoTime: false, needsReason: false },
  /** The rules found nothing, in the name of a biologist on duty who accepted it. */
  auto: { validates: true, isToldToLis: true, hasUndoTime: true, needsReason: false },
  /** Set aside: nothing leaves, and whoever decides next ends it. */
  hold: { validates: false, isToldToLis: false, hasUndoTime: false, needsReason: true },
  /** Not released: the LIS is told why, and asked to measure again. */
  refuse: { validates: false, isToldToLis: true, hasUndoTime: true, needsReason: true },
  /** Comments written or corrected once results are out: validates nothing. */
  comment: { validates: false, isToldToLis: true, hasUndoTime: true, needsReason: false },
} as const;

export type DecisionKind = keyof typeof KINDS;
export const DECISION_KINDS = Object.keys(KINDS) as readonly DecisionKind[];

/** What a person may decide; the rest is recorded for her. */
export const PERSONAL_KINDS = ['validate', 'hold', 'refuse', 'comment'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

const kindOf = (kind: string): (typeof KINDS)[DecisionKind] | undefined => (Object.hasOwn(KINDS, kind) ? KINDS[kind as DecisionKind] : undefined);

/** Whether results may leave by such a decision; of an unknown kind, nothing may. */
export const isValidation = (kind: string): boolean => kindOf(kind)?.validates ?? false;

/** Whether the LIS learns of it by a message of its own. */
export const isToldToLis = (kind: string): boolean => kindOf(kind)?.isToldToLis ?? false;

/** Whether it takes effect only after a time in which it can be undone: whatever leaves has one. */
export const hasUndoTime = (kind: string): boolean => kindOf(kind)?.hasUndoTime ?? true;

/** Whether others must be able to read why. */
export const needsReason = (kind: string): boolean => kindOf(kind)?.needsReason ?? false;
