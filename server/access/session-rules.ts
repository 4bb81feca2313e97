import type { Realm } from './cookies';

const MINUTE = 60_000;

/** Wrong tries before an account locks; only an administrator gives them back. */
export const TRIES = 3;

/** What a terminal can be; `undeclared` until an administrator says what it is. */
export const TERMINAL_KINDS = ['undeclared', 'tablet', 'ward_pc', 'counter', 'desk'] as const;
export type TerminalKind = (typeof TERMINAL_KINDS)[number];

/** Minutes without a person before a session ends, where the installation has set nothing else (PGSSI-S). */
export const IDLE_MINUTES: Record<TerminalKind, number> = { undeclared: 10, tablet: 10, ward_pc: 5, counter: 5, desk: 10 };

/** A terminal left alone closes by itself; a log-in never outlives a working day. */
export const IDLE_MS = 10 * MINUTE;
export const ABSOLUTE_MS: Record<Realm, number> = { professional: 12 * 60 * MINUTE, patient: 60 * MINUTE };
/** Time to set up one's first means of identification, after the activation code was accepted. */
export const ENROLLING_MS = 30 * MINUTE;
/** One write per half minute is enough to know that a person is there. */
export const SEEN_EVERY_MS = 30_000;

export interface SessionTimes {
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  idleMs: number;
}

export type SessionState = 'open' | 'revoked' | 'idle' | 'expired';

/** Says whether a session still opens anything at `now`. */
export function stateOf(session: SessionTimes, now: Date): SessionState {
  if (session.revokedAt !== null) return 'revoked';
  if (now >= session.expiresAt) return 'expired';
  return now.getTime() - session.lastSeenAt.getTime() >= session.idleMs ? 'idle' : 'open';
}

/**
 * Says whether a request is the act of a person. Polls (`x-relais-background: 1`), event streams and prefetches are the machine's: they never
 * prolong a session (threats.md 6).
 */
export function isPersonal(headers: Headers): boolean {
  return (
    headers.get('x-relais-background') !== '1' &&
    !(headers.get('accept') ?? '').includes('text/event-stream') &&
    headers.get('next-router-prefetch') === null &&
    !(headers.get('sec-purpose') ?? headers.get('purpose') ?? '').includes('prefetch')
  );
}
