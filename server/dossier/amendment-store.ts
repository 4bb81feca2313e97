import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { dossier, identityAmendment } from '../../db/schema/dossier';

export type AmendmentRow = typeof identityAmendment.$inferSelect;

export async function insertAmendment(tx: Transaction, row: AmendmentRow): Promise<void> {
  await tx.insert(identityAmendment).values(row);
}

/** Settles what was open of a dossier before that decision was signed. */
export async function settleAmendments(tx: Transaction, decision: { id: string; dossierId: string; signedAt: Date }, at: Date): Promise<void> {
  await tx
    .update(identityAmendment)
    .set({ settledAt: at, settledByDecision: decision.id })
    .where(and(eq(identityAmendment.dossierId, decision.dossierId), isNull(identityAmendment.settledAt), lte(identityAmendment.madeAt, decision.signedAt)));
}

/** Of these dossiers and those of these persons, the ones that bear a decision in effect. */
export async function decidedDossiers(tx: Transaction, dossierIds: readonly string[], patientIds: readonly string[]): Promise<string[]> {
  const rows = await tx.execute<{ id: string } & Record<string, unknown>>(
    sql`select dossiers_decided(string_to_array(${dossierIds.join(',')}, ',')::uuid[], string_to_array(${patientIds.join(',')}, ',')::uuid[]) as id`,
  );
  return rows.map((row) => row.id);
}

export async function dossiersOfPatients(tx: Transaction, patientIds: readonly string[]): Promise<string[]> {
  if (patientIds.length === 0) return [];
  const rows = await tx
    .select({ id: dossier.id })
    .from(dossier)
    .where(inArray(dossier.patientId, [...patientIds]));
  return rows.map((row) => row.id);
}
