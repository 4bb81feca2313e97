import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { endAgreementRow, findAgreement, lockAgreement } from './store';

/** Ends an agreement, at once and for good: from the next reading on, nothing of the other entity's patients is read. Reports that were released stay what they were. */
export async function endAgreement(
  ctx: Context<ProfessionalActor>,
  input: { agreementId: string; reason: string },
  proofId: string,
): Promise<Outcome<{ endedAt: Date }, Refusal<'not-found' | 'reason-too-short'>>> {
  const denied = requireAccess(ctx, 'agreement.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const seen = await findAgreement(tx, input.agreementId);
    if (!seen) return refuse('not-found');
    if (seen.endedAt) return done({ endedAt: seen.endedAt });
    const reason = input.reason.trim();
    if (reason.length < 5) return refuse('reason-too-short');
    // Of two at once, the second finds it ended: an ended one is out of reach of this role.
    if (!(await lockAgreement(tx, input.agreementId))) return done({ endedAt: (await findAgreement(tx, input.agreementId))?.endedAt ?? ctx.now() });
    const endedAt = ctx.now();
    await endAgreementRow(tx, seen.id, { endedAt, endedBy: ctx.actor.userId, endedByName: ctx.actor.name, endReason: reason });
    await append(tx, ctx, { action: 'agreement.end', subjectId: seen.id, detail: { one: seen.oneEntityId, other: seen.otherEntityId, proof: proofId } });
    return done({ endedAt });
  });
}
