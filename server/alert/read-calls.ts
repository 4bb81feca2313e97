import { readLaboratories } from '../directory/read-directory';
import { readDossiersAmong } from '../dossier/read-dossier';
import { readOwnDuties } from '../duty/read-duties';
import { readPatientsAmong } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { attemptOf } from './attempt-of';
import { attemptsOf, openCallsAt, placeOf, valuesOf } from './store';
import type { CallLine } from './types';

/** Answers what this biologist has still to announce at the sites where she is on duty now, the most pressing first, with where each patient is now. */
export async function readCalls(ctx: Context<ProfessionalActor>): Promise<{ now: Date; calls: CallLine[] }> {
  return ctx.transaction(async (tx) => {
    const siteIds = [...new Set((await readOwnDuties(ctx, tx)).map(({ siteId }) => siteId))];
    const rows = await openCallsAt(tx, siteIds);
    const callIds = rows.map(({ id }) => id);
    const values = (await valuesOf(tx, callIds)).filter(({ isVoid }) => !isVoid);
    const attempts = (await attemptsOf(tx, callIds)).map((row) => ({ callId: row.callId, ...attemptOf(row) }));
    const dossiers = await readDossiersAmong(
      tx,
      rows.map(({ dossierId }) => dossierId),
    );
    const patients = await readPatientsAmong(
      tx,
      [...dossiers.values()].map(({ patientId }) => patientId),
    );
    const laboratories = new Map((await readLaboratories(tx)).map(({ id, shortName }) => [id, shortName]));
    const calls: CallLine[] = [];
    for (const row of rows) {
      const dossier = dossiers.get(row.dossierId);
      const patient = dossier && patients.get(dossier.patientId);
      const own = attempts.filter(({ callId }) => callId === row.id);
      const place = await placeOf(tx, row.dossierId);
      if (!dossier) continue;
      calls.push({
        callId: row.id,
        dossierId: row.dossierId,
        patientName: patient ? `${patient.birthFamilyName} ${patient.firstGivenName}`.trim() : '',
        patientSex: patient?.sex ?? 'U',
        patientBirthDate: patient?.birthDate ?? null,
        accessionNumber: dossier.accessionNumber,
        siteName: laboratories.get(row.laboratoryId) ?? '',
        place: place?.wardName ?? (dossier.wardCode || 'service inconnu'),
        openedAt: row.openedAt,
        dueAt: row.dueAt,
        values: values.filter(({ callId }) => callId === row.id),
        attempts: own.length,
        lastAttempt: own.at(-1) ?? null,
      });
    }
    return { now: ctx.now(), calls };
  });
}
