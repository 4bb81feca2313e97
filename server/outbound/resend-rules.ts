/** The most that one « Renvoyer » sends: what is more is a decision for several hours, taken piece by piece. */
export const MOST_RESENT = 5000;

export interface ResendFilter {
  laboratoryId: string;
  /** One message and no other; null = by the rest of the filter. */
  messageId: string | null;
  from: Date | null;
  to: Date | null;
  /** Empty = every kind. */
  kinds: readonly string[];
  accessionNumber: string | null;
}

export type ResendRefusal = 'reason-needed' | 'nothing-to-resend' | 'too-many-to-resend' | 'resend-changed';

/** Whether so many may be sent again: as many as the person was shown, at least one, never more than the bound. */
export function checkResend(request: { reason: string; expected: number }, count: number): ResendRefusal | null {
  if (request.reason.trim() === '') return 'reason-needed';
  if (count === 0) return 'nothing-to-resend';
  if (count > MOST_RESENT) return 'too-many-to-resend';
  return count === request.expected ? null : 'resend-changed';
}
