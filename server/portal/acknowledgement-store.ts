import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { reportAcknowledgement } from '../../db/schema/portal';

export type AcknowledgementRow = typeof reportAcknowledgement.$inferSelect;

/** False when this person has acknowledged this version before. */
export async function insertAcknowledgement(tx: Transaction, row: AcknowledgementRow): Promise<boolean> {
  return (await tx.insert(reportAcknowledgement).values(row).onConflictDoNothing().returning({ id: reportAcknowledgement.id })).length > 0;
}

export async function acknowledgementOf(tx: Transaction, reportId: string, userId: string): Promise<AcknowledgementRow | undefined> {
  const [row] = await tx
    .select()
    .from(reportAcknowledgement)
    .where(and(eq(reportAcknowledgement.reportId, reportId), eq(reportAcknowledgement.userId, userId)));
  return row;
}

/** Who has acknowledged a version, first to last. */
export async function acknowledgementsOf(tx: Transaction, reportId: string): Promise<AcknowledgementRow[]> {
  return tx.select().from(reportAcknowledgement).where(eq(reportAcknowledgement.reportId, reportId)).orderBy(asc(reportAcknowledgement.acknowledgedAt));
}
