import type { Transaction } from '../../db/client';
import { readLaboratories } from '../directory/read-directory';
import { type DossierRecord, readDossiersAmong } from '../dossier/read-dossier';
import { readOwnDuties } from '../duty/read-duties';
import { type PatientRecord, readPatientsAmong } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { attemptOf } from './attempt-of';
import { escalationsOf } from './escalation-of';
import { noticesOf, stepsOf } from './step-store';
import { attemptsOf, type CallRow, openCallsAt, placeOf, valuesOf } from './store';
import type { CallLine } from './types';

/** Answers what this biologist has still to announce at the sites where she is on duty now, the most pressing first, with where each patient is now. */
export async function readCalls(ctx: Context<ProfessionalActor>): Promise<{ now: Date; calls: CallLine[] }> {
  return ctx.transaction(async (tx) => {
    const siteIds = [...new Set((await readOwnDuties(ctx, tx)).map(({ siteId }) => siteId))];
    return { now: ctx.now(), calls: await linesOf(tx, await openCallsAt(tx, siteIds)) };
  });
}

/** « Non acquittés » : the same for every site of the person, on duty or not. */
export async function readBoard(ctx: Context<ProfessionalActor>): Promise<{ now: Date; calls: CallLine[] }> {
  return ctx.transaction(async (tx) => ({ now: ctx.now(), calls: await linesOf(tx, await openCallsAt(tx, ctx.actor.siteIds)) }));
}

async function linesOf(tx: Transaction, rows: readonly CallRow[]): Promise<CallLine[]> {
  const callIds = rows.map(({ id }) => id);
  const values = (await valuesOf(tx, callIds)).filter(({ isVoid }) => !isVoid);
  const attempts = (await attemptsOf(tx, callIds)).map((row) => ({ callId: row.callId, ...attemptOf(row) }));
  const steps = await stepsOf(tx, callIds);
  const notices = await noticesOf(tx, callIds);
  const { dossiers, patients, laboratories } = await aboutOf(tx, rows);
  const lines: CallLine[] = [];
  for (const row of rows) {
    const dossier = dossiers.get(row.dossierId);
    if (!dossier) continue;
    const own = attempts.filter(({ callId }) => callId === row.id);
    const place = await placeOf(tx, row.dossierId);
    lines.push({
      callId: row.id,
      dossierId: row.dossierId,
      ...identityOf(patients.get(dossier.patientId)),
      accessionNumber: dossier.accessionNumber,
      siteName: laboratories.get(row.laboratoryId) ?? '',
      place: place?.wardName ?? (dossier.wardCode || 'service inconnu'),
      openedAt: row.openedAt,
      dueAt: row.dueAt,
      values: values.filter(({ callId }) => callId === row.id),
      attempts: own.length,
      lastAttempt: own.at(-1) ?? null,
      triedBy: [...new Set(own.map(({ by }) => by))],
      escalation: escalationsOf(
        steps.filter(({ callId }) => callId === row.id),
        notices,
      ),
    });
  }
  return lines;
}

async function aboutOf(
  tx: Transaction,
  rows: readonly CallRow[],
): Promise<{ dossiers: Map<string, DossierRecord>; patients: Map<string, PatientRecord>; laboratories: Map<string, string> }> {
  const dossiers = await readDossiersAmong(
    tx,
    rows.map(({ dossierId }) => dossierId),
  );
  const patients = await readPatientsAmong(
    tx,
    [...dossiers.values()].map(({ patientId }) => patientId),
  );
  return { dossiers, patients, laboratories: new Map((await readLaboratories(tx)).map(({ id, shortName }) => [id, shortName])) };
}

export const identityOf = (patient: PatientRecord | undefined) => ({
  patientName: patient ? `${patient.birthFamilyName} ${patient.firstGivenName}`.trim() : '',
  patientSex: patient?.sex ?? 'U',
  patientBirthDate: patient?.birthDate ?? null,
});
