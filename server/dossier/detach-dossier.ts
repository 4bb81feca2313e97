import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { checkDetach, type DetachRefusal } from './attachment-rules';
import { detach, lockForAttachment, standingAttachment } from './attachment-store';
import { tellAttached } from './tell-attached';

/**
 * Undoes an attachment: the dossier stands alone again under the identity that came with it, and what was signed meanwhile goes back to a biologist. Refused once
 * the LIS has named that person itself.
 */
export async function detachDossier(
  ctx: Context<ProfessionalActor>,
  { dossierId, reason }: { dossierId: string; reason: string },
): Promise<Outcome<{ dossierId: string }, Refusal<DetachRefusal | 'not-found'>>> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const dossier = await lockForAttachment(tx, dossierId);
    if (!dossier) return refuse('not-found');
    const attachment = await standingAttachment(tx, dossierId);
    const refusal = checkDetach(attachment, reason);
    if (refusal || !attachment) return refuse(refusal ?? 'not-attached');
    const amended = await detach(tx, attachment.id, reason.trim());
    await append(tx, ctx, { action: 'patient.detach', dossierId, patientId: attachment.toPatientId, subjectId: attachment.id, detail: { amended } });
    await tellAttached(ctx, tx, { dossierId, patientId: attachment.fromPatientId, subjectId: attachment.id, amended });
    await announce(tx, 'exchanges', dossier.laboratoryId);
    return done({ dossierId });
  });
}
