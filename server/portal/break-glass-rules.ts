/** How long an emergency opens one patient. */
export const OPEN_MS = 3_600_000;

/** A review later than this is overdue. */
export const REVIEW_MS = 72 * 3_600_000;

/** Searches for a patient by one professional in an hour: enough for a night in the emergency room, too few to try names out. */
export const SEARCHES = { name: 'break-glass-search', most: 10, windowMs: 3_600_000 };

export const REASONS = ['vital-emergency', 'unreachable-prescriber', 'continuity-of-care', 'patient-request', 'other'] as const;
export type Reason = (typeof REASONS)[number];

export const OUTCOMES = ['justified', 'unjustified'] as const;
export type ReviewOutcome = (typeof OUTCOMES)[number];

/** A reason, or a review, in words that say something. */
export const isTextEnough = (text: string): boolean => text.trim().length >= 10;

export const isOverdue = (access: { grantedAt: Date; reviewedAt: Date | null }, now: Date): boolean =>
  access.reviewedAt === null && now.getTime() - access.grantedAt.getTime() > REVIEW_MS;

/** What stands in the way of a review: an access is reviewed once, and never by who opened it. */
export function refusalOfReview(access: { userId: string; reviewedAt: Date | null }, reviewerId: string): 'own-access' | 'already-reviewed' | null {
  if (access.userId === reviewerId) return 'own-access';
  return access.reviewedAt === null ? null : 'already-reviewed';
}
