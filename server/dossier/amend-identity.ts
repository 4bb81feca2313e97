import type { Transaction } from '../../db/client';
import type { IdentityTraits } from '../../db/schema/dossier';
import { append } from '../audit/append';
import type { PatientRecord } from '../patient/read-patient';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { decidedDossiers, dossiersOfPatients, insertAmendment, openAmendments, returnAmendments } from './amendment-store';
import { changedTraits, type IdentityTrait, traitsOf } from './identity-rules';

export interface AmendIdentityInput {
  before: PatientRecord;
  after: PatientRecord;
  /** These dossiers, and every dossier of these persons. */
  dossierIds: readonly string[];
  patientIds: readonly string[];
  exceptDossierId?: string;
  /** Null for an act of a person. */
  messageId: string | null;
}

/**
 * Makes an amendment of every dossier concerned that bears a decision in effect, and tells it: who somebody is never changes in silence under a signature.
 * What was signed stays as it was signed; the biologist settles it. A change that tells nobody apart makes none, and one that comes back to what was signed
 * closes what was open.
 * @see pain point 13; GBUI VIII-3d; ISO 15189:2022 7.4.1.8
 */
export async function amendIdentity(ctx: Context, tx: Transaction, input: AmendIdentityInput): Promise<void> {
  const { before, after, messageId } = input;
  const [known, told]: [IdentityTraits, IdentityTraits] = [traitsOf(before), traitsOf(after)];
  const changed = changedTraits(known, told);
  if (changed.length === 0) return;
  for (const dossierId of await decidedDossiers(tx, input.dossierIds, input.patientIds)) {
    if (dossierId !== input.exceptDossierId) await amendDossier(ctx, tx, { dossierId, patientId: after.id, messageId, known, told, changed });
  }
  // The worklist's name and the mention on the report in force follow.
  for (const dossierId of new Set([...input.dossierIds, ...(await dossiersOfPatients(tx, input.patientIds))])) {
    await tell(tx, { name: 'dossier.revised', dossierId, subjectId: dossierId }, ctx.now());
  }
}

interface Amending {
  dossierId: string;
  patientId: string;
  messageId: string | null;
  known: IdentityTraits;
  told: IdentityTraits;
  changed: IdentityTrait[];
}

async function amendDossier(ctx: Context, tx: Transaction, { dossierId, patientId, messageId, known, told, changed }: Amending): Promise<void> {
  const [first] = await openAmendments(tx, dossierId);
  if (first && changedTraits(first.before, told).length === 0) {
    await returnAmendments(tx, dossierId, ctx.now());
    await append(tx, ctx, { action: 'patient.amend-back', dossierId, patientId, subjectId: messageId, detail: { traits: changed } });
    return;
  }
  await insertAmendment(tx, {
    id: newId(),
    dossierId,
    patientId,
    before: known,
    after: told,
    messageId,
    madeAt: ctx.now(),
    settledAt: null,
    settledByDecision: null,
    outcome: null,
  });
  await append(tx, ctx, { action: 'patient.amend', dossierId, patientId, subjectId: messageId, detail: { traits: changed } });
  await tell(tx, { name: 'identity.amended', dossierId, subjectId: dossierId }, ctx.now());
}
