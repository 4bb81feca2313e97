import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { patientStay } from '../../db/schema/patient';
import { upsertMany } from '../../db/write-many';

export type StayRow = typeof patientStay.$inferSelect;

/** Where the patient is, as told last, locked; undefined while nobody has said. */
export async function lockCurrentStay(tx: Transaction, patientId: string): Promise<StayRow | undefined> {
  const rows = await tx
    .select()
    .from(patientStay)
    .where(and(eq(patientStay.patientId, patientId), isNull(patientStay.until)))
    .for('update');
  return rows[0];
}

/** The last ward he lay in before the present place, cancelled movements left aside. */
export async function wardBefore(tx: Transaction, patientId: string): Promise<string | null> {
  const rows = await tx
    .select({ wardId: patientStay.wardId })
    .from(patientStay)
    .where(and(eq(patientStay.patientId, patientId), isNotNull(patientStay.until), isNotNull(patientStay.wardId), isNull(patientStay.cancelledAt)))
    .orderBy(desc(patientStay.until), desc(patientStay.since), desc(patientStay.id))
    .limit(1);
  return rows[0]?.wardId ?? null;
}

/** New or changed rows, written in their order: a place ends before the next begins. */
export const saveStays = (tx: Transaction, rows: readonly StayRow[]): Promise<void> => upsertMany(tx, patientStay, rows);
