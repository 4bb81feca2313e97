import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { requireAccess } from './require-access';
import { lockRights, userForUpdate } from './rights-store';
import { habilitationsInForce, type UserRow } from './store';
import { tellNotice } from './tell-notice';

/** What an act upon a person's rights did: what to answer, what to trace, and in which word to tell the person; no word, no notice. */
export interface Changed<T> {
  value: T;
  /** Ids, codes and counts only. */
  detail?: Record<string, string | number | boolean | null | string[]>;
  notice?: string;
}

export interface Change {
  /** Of the trace. */
  action: string;
  userId: string;
  /** The proof that the administrator was there for this very act. */
  proofId: string;
}

/**
 * Changes somebody's rights or account in one transaction: what `decideAndSave` does, its trace and the notice to the person are there together or not at all. Refuses
 * whoever is no administrator at that very moment, and every change of one's own (GBUI II-3h; threats.md 24). Effective with the next request of that person,
 * since rights are read anew at each; the notice makes his open streams read them at once.
 */
export function changeRights<T, Code extends string>(
  ctx: Context<ProfessionalActor>,
  { action, userId, proofId }: Change,
  decideAndSave: (tx: Transaction, user: UserRow) => Promise<Outcome<Changed<T>, Refusal<Code>>>,
): Promise<Outcome<T, Refusal<Code | 'not-found' | 'own-rights'>>> {
  const denied = requireAccess(ctx, 'user.manage');
  if (denied) return Promise.resolve(denied);
  return ctx.transaction(async (tx) => {
    if (!(await beginChange(ctx, tx))) return refuse('not-found');
    const user = await userForUpdate(tx, userId);
    if (!user) return refuse('not-found');
    const changed = user.id === ctx.actor.userId ? refuse('own-rights') : await decideAndSave(tx, user);
    if (!changed.ok) {
      await append(tx, ctx, { action, outcome: 'refused', subjectId: userId, detail: { code: changed.refusal.code, proof: proofId } });
      return changed;
    }
    const { value, detail, notice } = changed.value;
    await append(tx, ctx, { action, subjectId: userId, detail: { ...detail, proof: proofId } });
    if (notice) await tellNotice(tx, ctx, { kind: 'rights-changed', audience: { userId }, subjectId: userId, detail: { change: notice, by: ctx.actor.name } });
    return done(value);
  });
}

/** Waits for its turn and asks again whether the actor still is an administrator: another one may have taken that from him meanwhile. */
export async function beginChange(ctx: Context<ProfessionalActor>, tx: Transaction): Promise<boolean> {
  await lockRights(tx);
  const actor = await userForUpdate(tx, ctx.actor.userId);
  return actor?.disabledAt === null && (await habilitationsInForce(tx, actor.id, ctx.now())).some((right) => right.role === 'administrator');
}
