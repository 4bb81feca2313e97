import type { Transaction } from '../../db/client';
import { type LaboratoryRecord, readWardByCode } from '../directory/read-directory';
import { amendIdentity } from '../dossier/amend-identity';
import { recordDoubt, recordSureIdentity, type SavedIdentity } from '../patient/record-identity';
import { recordStay } from '../patient/record-stay';
import type { IncomingPatient, IncomingPlace } from '../patient/types';
import type { Context } from '../platform/context';
import { isTestMessage } from './rules';
import { type InboundMessageRow, openRepair } from './store';

export interface MovementInput {
  row: InboundMessageRow;
  laboratory: LaboratoryRecord;
  patient: IncomingPatient;
  /** Null for an event of an identity alone. */
  place: IncomingPlace | null;
}

/**
 * Carries a movement to the patient it names: records who he is as any message does, and where he lies. One of an identity that is not sure moves nobody and
 * goes to repair; so does a ward that the directory lacks, and its patient then lies in none that anybody reads for.
 * @see HL7 2.5 chapter 3.3; GBUI III-2b, XIII-2.2
 */
export async function applyMovement(ctx: Context, tx: Transaction, { row, laboratory, patient, place }: MovementInput): Promise<void> {
  const sentAt = row.sentAt ?? row.receivedAt;
  const repair = { messageId: row.id, laboratoryId: laboratory.id, dossierId: null };
  const saved = await recordSureIdentity(tx, { legalEntityId: laboratory.legalEntityId, patient, sentAt });
  if (!saved) {
    const doubted = await recordDoubt(tx, { legalEntityId: laboratory.legalEntityId, patient, sentAt });
    if (doubted) await follow(ctx, tx, row.id, doubted);
    return openRepair(tx, { ...repair, kind: 'identity', subject: patient.identifier, segment: 'PID', field: 3 }, ctx.now());
  }
  const { person } = saved;
  await follow(ctx, tx, row.id, saved);
  if (place === null) return;
  const ward = place.wardCode === '' ? null : await readWardByCode(tx, laboratory.legalEntityId, place.wardCode);
  if (!isTestMessage(row.processingId)) await recordStay(ctx, tx, { patientId: person.id, place, wardId: ward?.id ?? null, toldAt: sentAt });
  if (ward === null && place.wardCode !== '') {
    await openRepair(tx, { ...repair, kind: 'unknown_ward', subject: place.wardCode, segment: 'PV1', field: 3 }, ctx.now());
  }
}

/** A number that was merged is read through another: what it says of itself is read by nobody. */
async function follow(ctx: Context, tx: Transaction, messageId: string, { before, person }: SavedIdentity): Promise<void> {
  if (before?.mergedInto === null) await amendIdentity(ctx, tx, { before, after: person, dossierIds: [], patientIds: [person.id], messageId });
}
