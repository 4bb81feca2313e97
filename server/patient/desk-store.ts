import { inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { legalEntity } from '../../db/schema/directory';
import { patient } from '../../db/schema/patient';
import type { PatientRow } from './store';

export interface DeskSearch {
  number: string;
  familyName: string;
  /** `YYYY-MM-DD`; null when the search is by number. */
  birthDate: string | null;
}

/** Patients of the actor's own sites that are meant exactly, five at most. */
export async function findForDesk(tx: Transaction, { number, familyName, birthDate }: DeskSearch): Promise<PatientRow[]> {
  const found = await tx.execute<{ id: string } & Record<string, unknown>>(sql`select desk_patients(${number}, ${familyName}, ${birthDate}) as id`);
  const ids = found.map((row) => row.id);
  return ids.length === 0 ? [] : tx.select().from(patient).where(inArray(patient.id, ids)).orderBy(patient.birthFamilyName, patient.firstGivenName, patient.id);
}

/** Whether this desk looks after the patient at all. */
export async function isOfDesk(tx: Transaction, patientId: string): Promise<boolean> {
  const rows = await tx.execute<{ own: boolean } & Record<string, unknown>>(sql`select desk_has_patient(${patientId}) as own`);
  return rows[0]?.own === true;
}

export async function hasAccount(tx: Transaction, patientId: string): Promise<boolean> {
  const rows = await tx.execute<{ has: boolean } & Record<string, unknown>>(sql`select patient_has_account(${patientId}) as has`);
  return rows[0]?.has === true;
}

export async function hospitalNames(tx: Transaction): Promise<Map<string, string>> {
  const rows = await tx.select({ id: legalEntity.id, name: legalEntity.name }).from(legalEntity);
  return new Map(rows.map((row) => [row.id, row.name]));
}
