import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { blockTerminal } from './block-terminal';
import { countTry, type Limit } from './rate-limit';
import { TRIES } from './session-rules';
import { takeTerminalTry } from './terminal-store';

/** What a login that nobody has would have left, were it an account: refused in the same words after the same number of tries, wherever they came from (threats.md 10). */
const LIKE_AN_ACCOUNT: Limit = { name: 'unknown-login', most: TRIES, windowMs: 30 * 24 * 3600_000 };

export interface UnknownTry {
  /** Which of the terminal's three it is. */
  ofTerminal: number;
  /** How many the identifier has left, as an account would; below zero when it had none. */
  triesLeft: number;
}

/**
 * Takes a try with an identifier that nobody has; null when the terminal has none left. Call it before verifying, in a transaction that is committed. For an
 * account that exists the same statements run at no terminal (`NOBODY`).
 */
export async function takeUnknownTry(tx: Transaction, terminalId: string, login: string, now: Date): Promise<UnknownTry | null> {
  const ofTerminal = await takeTerminalTry(tx, terminalId);
  const triesLeft = TRIES - (await countTry(tx, LIKE_AN_ACCOUNT, login, now));
  return ofTerminal === null ? null : { ofTerminal, triesLeft };
}

/** Traces a try with an identifier that nobody has; the third of the terminal blocks it. Answers whether it did. */
export function countUnknown(ctx: Context<AnonymousActor>, terminalId: string, ofTerminal: number, reason: 'unknown' | 'disabled'): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    await append(tx, ctx, { action: 'session.open', outcome: 'refused', detail: { reason, try: ofTerminal, terminal: terminalId } });
    return ofTerminal >= TRIES && blockTerminal(tx, ctx, terminalId, 'unknown-tries');
  });
}
