import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { refuse } from '../platform/outcome';

/** The same for the right words as for wrong ones: nothing is verified at a blocked terminal, and the knock is traced (GBUI II-3g). */
export async function refuseBlocked(ctx: Context<AnonymousActor>, tx: Transaction, terminalId: string) {
  await append(tx, ctx, { action: 'session.open', outcome: 'refused', detail: { reason: 'terminal-blocked', terminal: terminalId } });
  return refuse('terminal-blocked');
}
