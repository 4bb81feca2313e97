import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { approveVersion, lockDraft, lockPolicy } from './policy-store';
import { isOwn } from './save-policy';

/**
 * Puts the draft of a laboratory in force from now on, under a biologist's name and by the content that she has read. Calls that are open keep the version by which they opened.
 * Refuses a draft that is not the one she was shown.
 * @see ISO 15189:2022 7.4.1.3; GBUI XI-2
 */
export async function approvePolicy(
  ctx: Context<ProfessionalActor>,
  input: { laboratoryId: string; versionId: string; contentHash: string },
  proofId: string,
): Promise<Outcome<{ inForceFrom: Date }, Refusal<'not-found' | 'call-policy-changed'>>> {
  const denied = requireAccess(ctx, 'call-policy.approve');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await isOwn(ctx, tx, input.laboratoryId))) return refuse('not-found');
    await lockPolicy(tx, input.laboratoryId);
    const draft = await lockDraft(tx, input.laboratoryId);
    if (draft?.id !== input.versionId || draft.contentHash !== input.contentHash) {
      await append(tx, ctx, { action: 'call-policy.approve', outcome: 'refused', subjectId: input.versionId, detail: { code: 'call-policy-changed' } });
      return refuse('call-policy-changed');
    }
    const at = ctx.now();
    const { userId, name, rppsNumber } = ctx.actor;
    await approveVersion(tx, draft.id, { approvedBy: userId, approvedByName: name, approvedRpps: rppsNumber, proofId, approvedAt: at, inForceFrom: at });
    await append(tx, ctx, {
      action: 'call-policy.approve',
      subjectId: draft.id,
      detail: { version: draft.version, contentHash: draft.contentHash, proof: proofId },
    });
    return done({ inForceFrom: at });
  });
}
