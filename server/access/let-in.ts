import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { type Entry, openSession } from './open-session';
import { professionalActor } from './read-actor';
import type { UserRow } from './store';
import type { KnownTerminal } from './terminal-of';
import { resetTerminalTries } from './terminal-store';

export interface Entered {
  userId: string;
  token: string;
}

/**
 * Opens the session of somebody who has proven who he is, at the terminal where he did, always under a fresh token (threats.md 7); gives the terminal its tries back, and traces
 * by which way he came, in his own name.
 */
export async function letIn(
  ctx: Context<AnonymousActor>,
  tx: Transaction,
  user: UserRow,
  terminal: KnownTerminal,
  way: Pick<Entry, 'method' | 'stage' | 'endsAt' | 'providerToken'>,
): Promise<Entered> {
  const now = ctx.now();
  await resetTerminalTries(tx, terminal.id);
  const opened = await openSession(tx, 'professional', user.id, ctx.actor, now, { ...way, terminalId: terminal.id, idleMs: terminal.idleMs });
  const session = { id: opened.id, stage: way.stage ?? 'full', terminalId: terminal.id };
  const actor = await professionalActor(tx, user, session, ctx.actor, now);
  await append(tx, { ...ctx, actor }, { action: 'session.open', subjectId: opened.id, detail: { tookOver: opened.tookOver, method: way.method } });
  return { userId: user.id, token: opened.token };
}
