import type { Database } from '../../db/client';
import type { RequestOrigin } from './request-origin';
import { traitsOf } from './terminal-of';
import { findTerminalByToken, findTerminalByTraits } from './terminal-store';

/** Whether the device that a request comes from is passivated or revoked. A browser that has proven no key is not asked about: only its log-in is blocked. */
export async function isBlocked(db: Database, { terminalTokenHash }: RequestOrigin, now: Date): Promise<boolean> {
  const row = terminalTokenHash ? await findTerminalByToken(db, terminalTokenHash, now) : undefined;
  return row !== undefined && row.state !== 'active';
}

export interface Standing {
  isBlocked: boolean;
  /** The device has proven its key and need not again. */
  isProven: boolean;
  /** What the administrator calls it; empty while nobody has. */
  name: string;
}

/** What the door shows of the terminal before anybody has come in: that it is blocked, or what the administrator calls it. */
export async function standingOf(db: Database, origin: RequestOrigin, now: Date): Promise<Standing> {
  const proven = origin.terminalTokenHash ? await findTerminalByToken(db, origin.terminalTokenHash, now) : undefined;
  const row = proven ?? (await findTerminalByTraits(db, traitsOf(origin)));
  return { isBlocked: row !== undefined && row.state !== 'active', isProven: proven !== undefined, name: row?.name ?? '' };
}
