import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { patientOpposition } from '../../db/schema/patient';
import type { OppositionSubject } from './types';

export type OppositionRow = Omit<typeof patientOpposition.$inferSelect, 'subject'> & { subject: OppositionSubject };

/** Newest first, ended ones too. */
export async function oppositionsOf(tx: Transaction, patientId: string): Promise<OppositionRow[]> {
  const rows = await tx.select().from(patientOpposition).where(eq(patientOpposition.patientId, patientId)).orderBy(desc(patientOpposition.since));
  return rows.map((row) => ({ ...row, subject: row.subject === 'portal' ? 'portal' : 'notices' }));
}

/** False when the same opposition is already in force. */
export async function insertOpposition(tx: Transaction, row: Omit<OppositionRow, 'endedAt'>): Promise<boolean> {
  const rows = await tx.insert(patientOpposition).values(row).onConflictDoNothing().returning({ id: patientOpposition.id });
  return rows.length > 0;
}

/** The id of the opposition that this ended; null when none was in force. */
export async function endOppositionOf(tx: Transaction, patientId: string, subject: OppositionSubject, endedAt: Date): Promise<string | null> {
  const rows = await tx
    .update(patientOpposition)
    .set({ endedAt })
    .where(and(eq(patientOpposition.patientId, patientId), eq(patientOpposition.subject, subject), isNull(patientOpposition.endedAt)))
    .returning({ id: patientOpposition.id });
  return rows[0]?.id ?? null;
}
