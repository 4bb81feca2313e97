import type { Transaction } from '../../db/client';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId, sha256 } from '../platform/ids';
import type { TerminalKind } from './session-rules';
import type { TerminalState } from './terminal-rules';
import { findTerminal, findTerminalByToken, idleMinutesOf, keepByTraits, markTerminalSeen, type TerminalRow } from './terminal-store';

/** The device at which somebody is about to come in. */
export interface KnownTerminal {
  id: string;
  kind: TerminalKind;
  state: TerminalState;
  /** Milliseconds without a person before a session opened here ends. */
  idleMs: number;
}

/**
 * Says at which terminal somebody knocks: the device whose key is proven, else the one known by address and browser. Never nobody's: whoever brings no
 * key, or throws it away, still knocks at a terminal that can be blocked. Call it before anything is verified.
 *
 * @param begunAt the terminal where a trip to an identity provider began: its strict cookie does not come back with what another site sends
 * @see GBUI II-3f, II-3g
 */
export async function terminalOf(ctx: Context<AnonymousActor>, tx: Transaction, begunAt: string | null = null): Promise<KnownTerminal> {
  const row = (begunAt === null ? undefined : await findTerminal(tx, begunAt)) ?? (await proven(ctx, tx)) ?? (await byTraits(ctx, tx));
  const kind = row.kind as TerminalKind;
  return { id: row.id, kind, state: row.state as TerminalState, idleMs: (await idleMinutesOf(tx, kind)) * 60_000 };
}

/** What a browser without a key is known by. */
export const traitsOf = ({ address, terminal }: { address: string; terminal: string }): string => sha256(`${address}\u001f${terminal}`);

async function proven(ctx: Context<AnonymousActor>, tx: Transaction): Promise<TerminalRow | undefined> {
  const { terminalTokenHash } = ctx.actor;
  const row = terminalTokenHash ? await findTerminalByToken(tx, terminalTokenHash, ctx.now()) : undefined;
  if (row) await markTerminalSeen(tx, row.id, seenBy(ctx));
  return row;
}

const byTraits = (ctx: Context<AnonymousActor>, tx: Transaction): Promise<TerminalRow> =>
  keepByTraits(tx, { id: newId(), traits: traitsOf(ctx.actor), ...seenBy(ctx) });

const seenBy = (ctx: Context<AnonymousActor>) => ({ browser: ctx.actor.terminal, address: ctx.actor.address, lastSeenAt: ctx.now() });
