const DAY_MS = 86_400_000;

/** A slip is read at home, sometimes weeks later; afterwards the laboratory makes another. */
export const ENROLMENT_LIFE_MS = 90 * DAY_MS;
export const ENROLMENT_TRIES = 3;

/** Only an identity that is sure gets an account: what was read under another name would be somebody else's (GBUI III-2b). */
export const mayEnrol = (patient: { birthDate: string | null; loneDossier: string }): boolean => patient.birthDate !== null && patient.loneDossier === '';

export type CodeState = 'open' | 'closed' | 'expired';

/** Whether a code still opens anything. */
export function enrolmentStateOf(code: { failedAttempts: number; expiresAt: Date; usedAt: Date | null; withdrawnAt: Date | null }, now: Date): CodeState {
  if (code.usedAt !== null || code.withdrawnAt !== null || code.expiresAt <= now) return 'expired';
  return code.failedAttempts >= ENROLMENT_TRIES ? 'closed' : 'open';
}

/** Whether somebody may read for another at this instant by this row alone. */
export const isInForce = (row: { validFrom: Date; validTo: Date | null; revokedAt: Date | null }, now: Date): boolean =>
  row.revokedAt === null && row.validFrom <= now && (row.validTo === null || row.validTo > now);

/** Codes that nobody has are counted like those that somebody has. */
export const UNKNOWN_CODES = { name: 'unknown-enrolment', most: ENROLMENT_TRIES, windowMs: Number.POSITIVE_INFINITY };

export interface Contact {
  channel: 'sms' | 'mail';
  address: string;
}

/**
 * Where a person can be reached who is not in: what her account has confirmed, else what the laboratory knows and somebody vouched for. While there is any, a
 * paper code alone opens nothing; a telephone first, since it is at hand.
 */
export function contactsOf(
  account: { phone: string | null; login: string | null } | null,
  patient: { phone: string | null; phoneConfirmedAt: Date | null; email: string | null; emailConfirmedAt: Date | null } | null,
): Contact[] {
  const phone = account?.phone ?? (patient?.phoneConfirmedAt ? patient.phone : null);
  const mail = account?.login ?? (patient?.emailConfirmedAt ? patient.email : null);
  return [...(phone ? [{ channel: 'sms', address: phone } as const] : []), ...(mail ? [{ channel: 'mail', address: mail } as const] : [])];
}
