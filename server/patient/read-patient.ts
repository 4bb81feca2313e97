import type { Transaction } from '../../db/client';
import { grouped } from '../platform/grouped';
import { linkedIds, linkedIdsOfMany, personIds } from './merge-store';
import { findPatient, type PatientRow, patientIdsByIns, patientsAmong } from './store';

/** A person as other rooms read her. */
export type PatientRecord = PatientRow;

/**
 * The person, read through the one that her number was merged into. Null when there is none, or none that the actor may see.
 * @see HL7 2.5 chapter 3.3.40 (A40)
 */
export async function readPatient(tx: Transaction, id: string): Promise<PatientRecord | null> {
  const row = await findPatient(tx, id);
  if (!row?.mergedInto) return row ?? null;
  return (await findPatient(tx, row.mergedInto)) ?? null;
}

/** The same for many, by the id asked for. */
export async function readPatientsAmong(tx: Transaction, ids: readonly string[]): Promise<Map<string, PatientRecord>> {
  const rows = new Map((await patientsAmong(tx, new Set(ids))).map((row) => [row.id, row]));
  const survivors = new Map((await patientsAmong(tx, new Set([...rows.values()].flatMap(({ mergedInto }) => mergedInto ?? [])))).map((row) => [row.id, row]));
  return new Map(
    [...rows.values()].flatMap((row) => {
      const person = row.mergedInto === null ? row : survivors.get(row.mergedInto);
      return person ? [[row.id, person] as const] : [];
    }),
  );
}

/** The row of that very number, whatever it was merged into. */
export async function readPatientRow(tx: Transaction, id: string): Promise<PatientRecord | null> {
  return (await findPatient(tx, id)) ?? null;
}

/**
 * Every number of the person, those that the admission system linked, and those of the same qualified INS in other hospitals, as far as the legal entities agreed on one patient
 * base; an identity that is not guaranteed is linked to nobody, itself excepted.
 * @see GBUI III-2b; decisions « a qualified INS links patients »
 */
export async function readLinkedPatientIds(tx: Transaction, patient: PatientRecord): Promise<string[]> {
  if (patient.loneDossier !== '') return [patient.id];
  const own = await personIds(tx, [patient.id]);
  const linked = await linkedIds(tx, own);
  const byIns = patient.insQualified && patient.ins !== null ? await patientIdsByIns(tx, { ...patient, ins: patient.ins }) : [];
  return [...new Set([...own, ...(linked.length + byIns.length === 0 ? [] : await personIds(tx, [...linked, ...byIns]))])];
}

/** `readLinkedPatientIds` of many persons, in one question. */
export async function readLinkedIdsOfMany(tx: Transaction, patients: readonly PatientRecord[]): Promise<Map<string, string[]>> {
  const rows = await linkedIdsOfMany(
    tx,
    patients.map(({ id }) => id),
  );
  return new Map([...grouped(rows, ({ askedFor }) => askedFor)].map(([id, list]) => [id, list.map((row) => row.id)]));
}
