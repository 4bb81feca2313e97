import { and, eq, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { patient } from '../../db/schema/patient';
import { newId } from '../platform/ids';

export type PatientRow = typeof patient.$inferSelect;
export type PatientKey = Pick<PatientRow, 'legalEntityId' | 'assigningAuthority' | 'identifier' | 'loneDossier'>;

/** The row of that identity, locked; made when it is new. */
export async function upsertPatient(tx: Transaction, key: PatientKey, fields: Omit<PatientRow, 'id' | 'mergedInto' | keyof PatientKey>): Promise<PatientRow> {
  const [row] = await tx
    .insert(patient)
    .values({ id: newId(), ...key, ...fields })
    .onConflictDoUpdate({ target: [patient.legalEntityId, patient.assigningAuthority, patient.identifier, patient.loneDossier], set: fields })
    .returning();
  if (!row) throw new Error('broken promise: an upsert returns its row');
  return row;
}

export async function updateReliability(
  tx: Transaction,
  id: string,
  fields: Pick<PatientRow, 'identityReliability' | 'insQualified' | 'updatedAt'>,
): Promise<void> {
  await tx.update(patient).set(fields).where(eq(patient.id, id));
}

export async function insertPatient(tx: Transaction, row: PatientRow): Promise<PatientRow> {
  await tx.insert(patient).values(row);
  return row;
}

export async function findPatientByKey(tx: Transaction, key: PatientKey): Promise<PatientRow | undefined> {
  const [row] = await tx
    .select()
    .from(patient)
    .where(
      and(
        eq(patient.legalEntityId, key.legalEntityId),
        eq(patient.assigningAuthority, key.assigningAuthority),
        eq(patient.identifier, key.identifier),
        eq(patient.loneDossier, key.loneDossier),
      ),
    )
    .for('update');
  return row;
}

export async function findPatient(tx: Transaction, id: string): Promise<PatientRow | undefined> {
  const [row] = await tx.select().from(patient).where(eq(patient.id, id));
  return row;
}

export async function patientsAmong(tx: Transaction, ids: ReadonlySet<string>): Promise<PatientRow[]> {
  return ids.size === 0 ? [] : tx.select().from(patient).where(isAmong(patient.id, ids));
}

/** Rows that share a qualified INS and the birth date that goes with it, of one legal entity and of those that it agreed with on one patient base. */
export async function patientIdsByIns(
  tx: Transaction,
  { ins, birthDate, legalEntityId }: Pick<PatientRow, 'birthDate' | 'legalEntityId'> & { ins: string },
): Promise<string[]> {
  if (birthDate === null) return [];
  const rows = await tx
    .select({ id: patient.id })
    .from(patient)
    .where(and(eq(patient.ins, ins), eq(patient.insQualified, true), eq(patient.birthDate, birthDate), eq(patient.loneDossier, ''), isShared(legalEntityId)));
  return rows.map((row) => row.id);
}

const isShared = (legalEntityId: string) =>
  sql`(${patient.legalEntityId} = ${legalEntityId}::uuid or entities_share(${patient.legalEntityId}, ${legalEntityId}::uuid))`;
