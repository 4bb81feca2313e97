import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { readDossierState } from '../dossier/read-dossier';
import { readOppositions } from '../patient/read-oppositions';
import { readPatient } from '../patient/read-patient';
import { assert } from '../platform/assert';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { type ReleasedReport, readReleasedReport } from '../report/read-released';
import { openDoors } from './open-doors';
import { addresseesOf, HOLD_MS, hasCritical, isHeld } from './rules';
import { type RecipientRow, recipientsOf } from './store';
import { tellWithdrawal } from './tell-withdrawal';
import type { Addressee, DeliveryFacts } from './types';

/**
 * Makes a released report readable to everybody it is addressed to, once, however often it is called; a patient who loses what she read is told. A report that its patient may not see yet is
 * told again when its waiting time ends.
 * @see GBUI VII-3.2c
 */
export async function deliver(ctx: Context, tx: Transaction, reportId: string): Promise<void> {
  const report = await readReleasedReport(tx, reportId);
  assert(report, 'a released report exists');
  const facts = await readDeliveryFacts(ctx, tx, report);
  const addressees = addresseesOf(facts);
  const opened = await openDoors(ctx, tx, report, addressees);
  await tellWithdrawal(ctx, tx, report, addressees);
  if (isHeld(facts)) {
    const until = new Date(report.releasedAt.getTime() + HOLD_MS);
    await tell(tx, { name: 'report.held', dossierId: report.dossierId, subjectId: report.id }, ctx.now(), until);
  }
  await append(tx, ctx, {
    action: 'delivery.deliver',
    dossierId: report.dossierId,
    patientId: report.patientId,
    subjectId: report.id,
    detail: { version: report.version, opened: opened.map((row) => row.kind), held: isHeld(facts) },
  });
}

/**
 * Lets the patient in where only the waiting time or a professional's reading was missing. Does nothing for a report that has been replaced: a version
 * that she never saw is of no use to her.
 */
export async function openToPatient(ctx: Context, tx: Transaction, reportId: string): Promise<void> {
  const report = await readReleasedReport(tx, reportId);
  assert(report, 'a held report exists');
  const facts = await readDeliveryFacts(ctx, tx, report);
  if (report.supersededAt !== null || facts.isClosedToPatient || !isHeld(facts)) return;
  const opened = await openDoors(ctx, tx, report, [{ kind: 'patient', patientId: report.patientId }]);
  if (opened.length === 0) return;
  await append(tx, ctx, { action: 'delivery.open-to-patient', dossierId: report.dossierId, patientId: report.patientId, subjectId: report.id });
}

/** What the decision of who gets a report rests on, as it is now. */
export async function readDeliveryFacts(ctx: Context, tx: Transaction, report: ReleasedReport): Promise<DeliveryFacts> {
  const state = await readDossierState(tx, report.dossierId);
  const patient = await readPatient(tx, report.patientId);
  assert(state && patient, 'a report has its dossier and its patient');
  const { dossier } = state;
  const previous = report.supersedesId === null ? [] : await recipientsOf(tx, report.supersedesId);
  return {
    prescriberId: dossier.prescriberId,
    wardId: dossier.wardId,
    patient: {
      id: report.patientId,
      birthDateKnown: patient.birthDate !== null,
      // What the report says and what is known today must agree: a doubt that came since keeps the door shut.
      identityGuaranteed: report.content.patient.identityGuaranteed && dossier.identityGuaranteed && dossier.patientId === report.patientId,
    },
    isTest: report.content.isTest || dossier.isTest,
    isClosedToPatient: dossier.confidentiality.includes('INVISIBLE_PATIENT') || (await readOppositions(tx, report.patientId)).includes('portal'),
    isHoldOver: ctx.now().getTime() >= report.releasedAt.getTime() + HOLD_MS,
    hasCritical: hasCritical(report.content),
    previous: previous.map(addresseeOf).filter((addressee) => addressee !== null),
  };
}

/** Null for a row that names nobody. */
export function addresseeOf({ kind, prescriberId, wardId, patientId }: RecipientRow): Addressee | null {
  if (kind === 'prescriber' && prescriberId) return { kind, prescriberId };
  if (kind === 'ward' && wardId) return { kind, wardId };
  return kind === 'patient' && patientId ? { kind, patientId } : null;
}
