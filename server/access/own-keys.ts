import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { keepKeys, keysOf } from './key-store';
import { requireAccess } from './require-access';

/** The keys that this person chose, by the name of the act; empty = the product's. */
export const readOwnKeys = (ctx: Context<ProfessionalActor>): Promise<Record<string, string>> =>
  ctx.transaction((tx: Transaction) => keysOf(tx, ctx.actor.userId));

/** Keeps the keys that a person chose with her account, whole: what is not named has the product's key again. Which key does what is no secret and no trace: the trace says that they changed. */
export async function changeOwnKeys(
  ctx: Context<ProfessionalActor>,
  { keys }: { keys: Record<string, string> },
): Promise<Outcome<{ keys: number }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'account.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    await keepKeys(tx, { userId: ctx.actor.userId, keys, changedAt: ctx.now() });
    await append(tx, ctx, { action: 'account.keys', subjectId: ctx.actor.userId, detail: { keys: Object.keys(keys).length } });
    return done({ keys: Object.keys(keys).length });
  });
}
