import { and, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { idsIn } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { patient, patientMerge } from '../../db/schema/patient';

export type MergeRow = typeof patientMerge.$inferSelect;

/**
 * Every number of these persons that the actor may see, merged ones too. The few are found first: behind the wall of rows, asking every patient whose he is would
 * ask the wall of every patient.
 */
export async function personIds(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .select({ id: patient.id })
    .from(patient)
    .where(sql`${patient.id} = any (array(select person_rows(one) from unnest(${idsIn(ids)}) as given(one)))`);
  return rows.map((row) => row.id);
}

/** Those that the admission system linked with any of these, without merging. */
export async function linkedIds(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .select({ one: patientMerge.survivorId, other: patientMerge.mergedId })
    .from(patientMerge)
    .where(
      and(
        eq(patientMerge.kind, 'link'),
        isNull(patientMerge.undoneAt),
        or(inArray(patientMerge.survivorId, [...ids]), inArray(patientMerge.mergedId, [...ids])),
      ),
    );
  return rows.flatMap(({ one, other }) => [one, other]).filter((id) => !ids.includes(id));
}

/** All that was ever told of these two, newest first. */
export async function mergesBetween(tx: Transaction, one: string, other: string): Promise<MergeRow[]> {
  const rows = await tx
    .select()
    .from(patientMerge)
    .where(
      or(and(eq(patientMerge.survivorId, one), eq(patientMerge.mergedId, other)), and(eq(patientMerge.survivorId, other), eq(patientMerge.mergedId, one))),
    );
  return rows.sort((a, b) => b.toldAt.getTime() - a.toldAt.getTime());
}

export async function insertMerge(tx: Transaction, row: MergeRow): Promise<void> {
  await tx.insert(patientMerge).values(row);
}

export async function markUndone(tx: Transaction, id: string, undone: Partial<Pick<MergeRow, 'undoneAt' | 'undoneMessageId'>>): Promise<void> {
  await tx.update(patientMerge).set(undone).where(eq(patientMerge.id, id));
}

/** Reads anew whom a person and every number merged into her are read through. */
export async function refreshMerges(tx: Transaction, root: string): Promise<void> {
  await tx.execute(sql`select refresh_merges(${root}::uuid)`);
}

export async function findMerge(tx: Transaction, id: string): Promise<MergeRow | undefined> {
  const [row] = await tx.select().from(patientMerge).where(eq(patientMerge.id, id));
  return row;
}

/** Undoes it by a person's word, in the database's own check; the dossiers that are read through another person since. */
export async function undoByPerson(tx: Transaction, id: string, reason: string): Promise<{ dossierId: string; amended: 'amended' | 'returned' | 'none' }[]> {
  const rows = await tx.execute<{ dossier: string; amended: 'amended' | 'returned' | 'none' } & Record<string, unknown>>(
    sql`select dossier, amended from undo_merge(${id}::uuid, ${reason})`,
  );
  return rows.map((row) => ({ dossierId: row.dossier, amended: row.amended }));
}

/** All that was ever told of the numbers of one person, newest first. */
export async function mergesOfPerson(tx: Transaction, patientId: string) {
  const survivor = alias(patient, 'survivor');
  const merged = alias(patient, 'merged');
  const rows = await tx
    .select({
      mergeId: patientMerge.id,
      kind: patientMerge.kind,
      survivorIdentifier: survivor.identifier,
      mergedIdentifier: merged.identifier,
      mergedAt: patientMerge.mergedAt,
      undoneAt: patientMerge.undoneAt,
      undoneReason: patientMerge.undoneReason,
    })
    .from(patientMerge)
    .innerJoin(survivor, eq(survivor.id, patientMerge.survivorId))
    .innerJoin(merged, eq(merged.id, patientMerge.mergedId))
    .where(
      sql`(${patientMerge.survivorId} in (select person_rows(${patientId}::uuid)) or ${patientMerge.mergedId} in (select person_rows(${patientId}::uuid)))`,
    )
    .orderBy(desc(patientMerge.mergedAt), desc(patientMerge.id));
  return rows.map((row) => ({ ...row, kind: row.kind === 'link' ? ('link' as const) : ('merge' as const) }));
}
