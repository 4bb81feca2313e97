import type { Transaction } from '../../db/client';
import { findPatient, type PatientRow } from './store';

/** A person as other rooms read her; null when there is none, or none that the actor may see. */
export type PatientRecord = PatientRow;

export async function readPatient(tx: Transaction, id: string): Promise<PatientRecord | null> {
  return (await findPatient(tx, id)) ?? null;
}
