import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;

/** Answers the time step that a code belongs to, one step of clock difference either way, or null when it belongs to none (RFC 6238). */
export function stepOf(code: string, secret: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = TOTP.validate({ token: code, secret: Secret.fromBase32(secret), timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
}

/** The code of this instant: what an authenticator shows. For the demonstration's accounts and for tests. */
export const codeAt = (secret: string, now: Date): string => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: now.getTime() });

/** A fresh 160-bit secret, base32, as an authenticator takes it. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator scans. */
export const totpUri = (login: string, secret: string): string => new TOTP({ issuer: 'Relais', label: login, secret: Secret.fromBase32(secret) }).toString();
