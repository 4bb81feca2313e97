import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { type AttachRefusal, checkAttach } from './attachment-rules';
import { attach, comparedPerson, lockForAttachment, makePerson, standingAttachment } from './attachment-store';
import type { NewPerson } from './attachment-types';
import { tellAttached } from './tell-attached';

export interface AttachDossierInput {
  dossierId: string;
  /** A person who is known, or one to be made. */
  to: { kind: 'known'; patientId: string } | ({ kind: 'new' } & NewPerson);
  /** In the référent's words; kept for ever. */
  reason: string;
}

type Codes = AttachRefusal | 'not-found' | 'number-taken';

/**
 * Attaches a dossier whose identity is not sure to the person whom a référent names, known or made for it: its results are hers from then on, and what was kept
 * out goes in again. Refuses the second of two référents, naming the first; makes an amendment of what a biologist had signed; never picks anybody by itself.
 * @see GBUI III-2b; HCL-2; pain point 13
 */
export async function attachDossier(ctx: Context<ProfessionalActor>, input: AttachDossierInput): Promise<Outcome<{ attachmentId: string }, Refusal<Codes>>> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const dossier = await lockForAttachment(tx, input.dossierId);
    if (!dossier) return refuse('not-found');
    const refusal = checkAttach(dossier, input.reason);
    if (refusal === 'already-attached') return refuse(refusal, { by: (await standingAttachment(tx, dossier.dossierId))?.attachedByName ?? '' });
    if (refusal) return refuse(refusal);
    const patientId = await personOf(tx, dossier.dossierId, input.to);
    if (patientId === null) return refuse(input.to.kind === 'new' ? 'number-taken' : 'not-found');
    const attachmentId = newId();
    const isNew = input.to.kind === 'new';
    const amended = await attach(tx, { attachmentId, dossierId: dossier.dossierId, patientId, isNew, reason: input.reason.trim() });
    await append(tx, ctx, { action: 'patient.attach', dossierId: dossier.dossierId, patientId, subjectId: attachmentId, detail: { isNew, amended } });
    await tellAttached(ctx, tx, { dossierId: dossier.dossierId, patientId, subjectId: attachmentId, amended });
    await announce(tx, 'exchanges', dossier.laboratoryId);
    return done({ attachmentId });
  });
}

/** Null when she is nobody of this establishment, or when the number of the new one is somebody's. */
async function personOf(tx: Transaction, dossierId: string, to: AttachDossierInput['to']): Promise<string | null> {
  if (to.kind === 'known') return (await comparedPerson(tx, dossierId, to.patientId))?.patientId ?? null;
  const patientId = newId();
  return (await makePerson(tx, dossierId, patientId, to)) ? patientId : null;
}
