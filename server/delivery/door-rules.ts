const MINUTE_MS = 60_000;

export const MOST_FAILED_PROOFS = 3;
export const CODE_LIFE_MS = 10 * MINUTE_MS;
export const CODE_EVERY_MS = 30_000;
const CODES_PER_HOUR = 5;
export const CODE_WINDOW_MS = 60 * MINUTE_MS;

export type DoorState = 'open' | 'closed' | 'expired';

/** What the bearer of a link may know of it before he has proven anything: whether it still opens, nothing of the person. */
export function doorStateOf(notice: { expiresAt: Date; failedProofs: number } | undefined, now: Date): DoorState {
  if (!notice || notice.expiresAt <= now) return 'expired';
  return notice.failedProofs >= MOST_FAILED_PROOFS ? 'closed' : 'open';
}

/** At most one code per 30 s and five per hour and link, wrong dates included, so that the refusal says nothing about the date. */
export function mayAskForCode(askedAt: readonly Date[], now: Date): boolean {
  const recent = askedAt.filter((at) => now.getTime() - at.getTime() < CODE_WINDOW_MS);
  return recent.length < CODES_PER_HOUR && recent.every((at) => now.getTime() - at.getTime() >= CODE_EVERY_MS);
}
