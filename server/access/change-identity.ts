import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, refuse } from '../platform/outcome';
import { changeRights } from './change-rights';
import { isOver, refusalOfRpps } from './rights-rules';
import { rightsOf, updateIdentity } from './rights-store';
import type { Identity } from './users-types';

/**
 * Corrects who a person is. The RPPS number decides which reports a prescriber reads: while he holds that right it can only become another one that the
 * directory knows.
 */
export function changeIdentity(
  ctx: Context<ProfessionalActor>,
  { userId, ...identity }: Identity & { userId: string; prescriberId: string | null },
  proofId: string,
) {
  return changeRights(ctx, { action: 'account.identify', userId, proofId }, async (tx, user) => {
    const refusal = refusalOfRpps(identity.rppsNumber, user.rppsNumber);
    if (refusal) return { ok: false as const, refusal };
    const isPrescriber = (await rightsOf(tx, userId)).some((right) => right.role === 'prescriber' && !isOver(right, ctx.now()));
    if (isPrescriber && identity.prescriberId === null) return refuse('role-needs-prescriber');
    const fields = (Object.keys(identity) as (keyof typeof identity)[]).filter((field) => identity[field] !== user[field]);
    await updateIdentity(tx, userId, identity);
    return done({ value: { fields }, detail: { fields }, notice: 'identified' });
  });
}
