import type { Transaction } from '../../db/client';
import { findPatient, type PatientRow, patientIdsByIns } from './store';

/** A person as other rooms read her. */
export type PatientRecord = PatientRow;

/** Null when there is none, or none that the actor may see. */
export async function readPatient(tx: Transaction, id: string): Promise<PatientRecord | null> {
  return (await findPatient(tx, id)) ?? null;
}

/**
 * The person's own row and those of the same qualified INS in other hospitals: linked, never merged; an identity that is
 * not guaranteed is linked to nobody, itself excepted.
 * @see GBUI III-2b; decisions « a qualified INS links patients »
 */
export async function readLinkedPatientIds(tx: Transaction, patient: PatientRecord): Promise<string[]> {
  if (patient.loneDossier !== '') return [patient.id];
  if (!patient.insQualified || patient.ins === null) return [patient.id];
  return [...new Set([patient.id, ...(await patientIdsByIns(tx, patient.ins, patient.birthDate))])];
}
