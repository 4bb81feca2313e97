import { and, asc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { lisDifference } from '../../db/schema/validation';

export type DifferenceRow = typeof lisDifference.$inferSelect;

const isOpen = isNull(lisDifference.closedAt);

export async function openDifferencesOf(tx: Transaction, dossierId: string): Promise<DifferenceRow[]> {
  return tx
    .select()
    .from(lisDifference)
    .where(and(eq(lisDifference.dossierId, dossierId), isOpen))
    .orderBy(asc(lisDifference.openedAt));
}

/** Every open difference that the actor may see, oldest first, with the number by which both sides find its dossier. */
export async function openDifferences(tx: Transaction, limit: number): Promise<(DifferenceRow & { accessionNumber: string | null })[]> {
  return tx
    .select({ ...getTableColumns(lisDifference), accessionNumber: sql<string | null>`dossier_number(${lisDifference.dossierId})` })
    .from(lisDifference)
    .where(isOpen)
    .orderBy(asc(lisDifference.openedAt))
    .limit(limit);
}

export async function findDifference(tx: Transaction, id: string): Promise<DifferenceRow | undefined> {
  const [row] = await tx.select().from(lisDifference).where(eq(lisDifference.id, id));
  return row;
}

export async function insertDifference(tx: Transaction, row: DifferenceRow): Promise<boolean> {
  return (await tx.insert(lisDifference).values(row).onConflictDoNothing().returning({ id: lisDifference.id })).length > 0;
}

export async function updateDifference(tx: Transaction, id: string, fields: Pick<DifferenceRow, 'decided' | 'said'>): Promise<void> {
  await tx.update(lisDifference).set(fields).where(eq(lisDifference.id, id));
}

/** Closes those that are still open; says which. */
export async function closeDifferences(tx: Transaction, ids: readonly string[], at: Date, why: string, byName: string | null): Promise<string[]> {
  if (ids.length === 0) return [];
  const closed = await tx
    .update(lisDifference)
    .set({ closedAt: at, closedWhy: why, closedByName: byName })
    .where(and(inArray(lisDifference.id, [...ids]), isOpen))
    .returning({ id: lisDifference.id });
  return closed.map(({ id }) => id);
}
