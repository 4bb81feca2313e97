import type { PatientActor } from '../platform/actor';
import type { Limit } from './rate-limit';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Wrong tries before the password path of a patient closes; a recovery opens it again. */
export const ACCOUNT_TRIES = 5;
/** Wrong tries of a code that was sent, before another has to be asked for. */
export const STEP_TRIES = 3;
export const STEP_LIFE_MS = 10 * MINUTE_MS;

/** Codes for one account; each leaves as an SMS or a mail. */
export const CODES: Limit = { name: 'account-codes', most: 6, windowMs: HOUR_MS };
/** Knocks from one address: a household or a waiting room may share it. */
export const KNOCKS: Limit = { name: 'patient-door', most: 60, windowMs: 10 * MINUTE_MS };
/** Recoveries of one identifier, whether anybody has it or not. */
export const RECOVERIES: Limit = { name: 'recovery', most: 5, windowMs: HOUR_MS };
/** Tries with an identifier that nobody has: refused in the same words after the same number of tries as the others (threats.md 10). */
export const UNKNOWN_LOGINS: Limit = { name: 'unknown-patient', most: ACCOUNT_TRIES, windowMs: Number.POSITIVE_INFINITY };

interface Means {
  login: string | null;
  phone: string | null;
  passwordHash: string | null;
  totpSecret: string | null;
  secondFactor: string;
}

/** Whether the second factor that the account chose can be asked for. */
export function hasSecondFactor({ secondFactor, login, phone, totpSecret }: Means): boolean {
  switch (secondFactor) {
    case 'totp':
      return totpSecret !== null;
    case 'mail':
      return login !== null;
    default:
      return phone !== null;
  }
}

/** Whether one comes back with a password: identifier, password and second factor together, never two of them. */
export const hasPasswordPath = (means: Means): boolean => means.login !== null && means.passwordHash !== null && hasSecondFactor(means);

/**
 * Whether a strong means of identification was made since `since`: a passkey, or a whole password path whose password and second factor are both of that
 * time. Older ones prove nothing of whoever holds a paper code today.
 */
export function hasFreshMeans(
  means: Means & { passwordSetAt: Date | null; secondFactorSetAt: Date | null },
  passkeys: readonly { createdAt: Date }[],
  since: Date,
): boolean {
  if (passkeys.some(({ createdAt }) => createdAt >= since)) return true;
  const isFresh = (at: Date | null) => at !== null && at >= since;
  return hasPasswordPath(means) && isFresh(means.passwordSetAt) && isFresh(means.secondFactorSetAt);
}

/** The account of whoever may change his own means now; null for a session without one, and while a code is still owed. */
export const managedAccount = (actor: PatientActor): string | null => (actor.stage === 'confirming' ? null : actor.accountId);

export type Channel = 'sms' | 'mail';

/** A French mobile number as it is stored, `+33…`, or any other in international form; null when it is none. */
export function plainPhone(typed: string): string | null {
  const digits = typed.replaceAll(/[\s.()\u00a0-]/g, '');
  if (/^0[67]\d{8}$/.test(digits)) return digits;
  return /^\+\d{8,15}$/.test(digits) ? digits : null;
}

/** An e-mail address as it is stored; null when it is none. */
export function plainMail(typed: string): string | null {
  const mail = typed.trim().toLowerCase();
  return mail.length <= 200 && /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(mail) ? mail : null;
}

/** Whom the secret of an authenticator is sealed for until its first code has come back. */
export const pendingSecretOf = (accountId: string): string => `pending:${accountId}`;
