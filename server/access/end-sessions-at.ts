import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { revokeSessionsAt } from './terminal-store';

/** Ends every open session of a terminal, traces each, and has its screens notice at once. */
export async function endSessionsAt(tx: Transaction, ctx: Context, terminalId: string, reason: 'terminal_blocked' | 'closed'): Promise<number> {
  const ended = await revokeSessionsAt(tx, terminalId, reason, ctx.now());
  for (const { id, userId } of ended) {
    await append(tx, ctx, { action: 'session.close', subjectId: id, detail: { reason } });
    if (userId !== null) await announce(tx, 'security', userId);
  }
  return ended.length;
}
