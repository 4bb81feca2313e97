import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { insertSuspension, liftSuspensionRow, lockRulesOf, openSuspensions, setOf } from './life-store';
import { lockAlone } from './lock-automatic';
import { ownLaboratories } from './own-laboratories';

/**
 * Stops a laboratory's rules at once, by one press of any of its biologists: nothing is asked of them any more, and automatic validation stops with them. Saying it again is no fault.
 * @see issue « Life of a rule set »
 */
export async function suspendRules(
  ctx: Context<ProfessionalActor>,
  { laboratoryId, reason }: { laboratoryId: string; reason: string },
): Promise<Outcome<{ since: Date }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'rules.suspend');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    await lockAlone(tx);
    await lockRulesOf(tx, laboratoryId);
    const set = await setOf(tx, laboratoryId);
    if (!set || !(await ownLaboratories(tx, ctx.actor)).has(laboratoryId)) return refuse('not-found');
    const [open] = await openSuspensions(tx, [laboratoryId]);
    if (open) return done({ since: open.at });
    const { userId, name } = ctx.actor;
    const row = { id: newId(), ruleSetId: set.id, laboratoryId, reason, byUserId: userId, byName: name, at: ctx.now() };
    await insertSuspension(tx, { ...row, liftedAt: null, liftedBy: null, liftedByName: null, liftProofId: null });
    await append(tx, ctx, { action: 'rules.suspend', subjectId: row.id, detail: { set: set.id } });
    return done({ since: row.at });
  });
}

/** Puts the rules back, by a biologist who has just proven that she is there; what came meanwhile is asked by the sweeper. */
export async function liftSuspension(
  ctx: Context<ProfessionalActor>,
  { laboratoryId }: { laboratoryId: string },
  proofId: string,
): Promise<Outcome<{ at: Date }, Refusal<'not-found' | 'rules-not-suspended'>>> {
  const denied = requireAccess(ctx, 'rules.suspend');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    await lockRulesOf(tx, laboratoryId);
    if (!(await setOf(tx, laboratoryId)) || !(await ownLaboratories(tx, ctx.actor)).has(laboratoryId)) return refuse('not-found');
    const [open] = await openSuspensions(tx, [laboratoryId]);
    if (!open) return refuse('rules-not-suspended');
    const at = ctx.now();
    await liftSuspensionRow(tx, open.id, ctx.actor, proofId, at);
    await append(tx, ctx, { action: 'rules.resume', subjectId: open.id, detail: { proof: proofId } });
    return done({ at });
  });
}
