import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { readRepresentativeName } from '../patient/read-representation';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { insertView, type OpenableReport, recipientKeysOf, type ViewRow } from './store';

export type Reader = ProfessionalActor | PatientActor;

/**
 * Puts a reading on record, traces it and tells it, in the transaction that answers with the content: without the record nothing is answered. The
 * database accepts the row only from somebody to whom the report is addressed.
 * @see GBUI VII-3.2d; decision « A reading is recorded by a mutation »
 */
export async function recordReading(ctx: Context<Reader>, tx: Transaction, report: OpenableReport, medium: 'screen' | 'pdf'): Promise<Date> {
  const id = newId();
  const viewedAt = ctx.now();
  await insertView(tx, { id, reportId: report.id, dossierId: report.dossierId, ...(await readerOf(ctx.actor, tx)), ground: report.ground, medium, viewedAt });
  await append(tx, ctx, {
    action: 'report.view',
    dossierId: report.dossierId,
    patientId: report.patientId,
    subjectId: report.id,
    detail: { version: report.version, medium, ground: report.ground },
  });
  await tell(tx, { name: 'report.viewed', dossierId: report.dossierId, subjectId: id }, viewedAt);
  // A reading that an exception opened is news to the patient first of all.
  const patientKey = report.ground === 'presence' || report.ground === 'break-glass' ? [report.patientId] : [];
  for (const key of new Set([...(await recipientKeysOf(tx, report.id)), ...patientKey])) await announce(tx, 'results', key);
  return viewedAt;
}

async function readerOf(
  actor: Reader,
  tx: Transaction,
): Promise<Pick<ViewRow, 'readerKind' | 'userId' | 'patientId' | 'readerName' | 'readerRpps' | 'readerRole' | 'address'>> {
  const { address } = actor;
  if (actor.kind === 'patient') {
    const base = { readerKind: 'patient', userId: null, patientId: actor.patientId, readerRpps: null, address };
    const name = actor.representationId === null ? null : await readRepresentativeName(tx, actor.representationId);
    return name === null ? { ...base, readerName: 'patient', readerRole: 'patient' } : { ...base, readerName: name, readerRole: 'representative' };
  }
  const role = actor.roles.find((held) => held === 'prescriber' || held === 'ward_staff') ?? 'professional';
  return { readerKind: 'professional', userId: actor.userId, patientId: null, readerName: actor.name, readerRpps: actor.rppsNumber, readerRole: role, address };
}
