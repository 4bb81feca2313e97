import { and, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { idsIn } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { patient, patientApart, patientMerge } from '../../db/schema/patient';

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

/** Told again, by a newer message: an undoing that was told in between and comes after undoes nothing. */
export async function tellAgain(tx: Transaction, id: string, toldAt: Date): Promise<void> {
  await tx
    .update(patientMerge)
    .set({ toldAt })
    .where(and(eq(patientMerge.id, id), lt(patientMerge.toldAt, toldAt)));
}

export async function markUndone(tx: Transaction, id: string, undone: Partial<Pick<MergeRow, 'undoneAt' | 'undoneMessageId'>>): Promise<void> {
  await tx.update(patientMerge).set(undone).where(eq(patientMerge.id, id));
}

export interface PatientNumber {
  assigningAuthority: string;
  identifier: string;
}

export interface Apart {
  legalEntityId: string;
  one: PatientNumber;
  other: PatientNumber;
  messageId: string;
  toldAt: Date;
}

/** Two numbers in an order that is always the same: what is said of them has no direction. */
function pairOf({ one, other }: Pick<Apart, 'one' | 'other'>) {
  const [first, second] = [one, other].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) as [PatientNumber, PatientNumber];
  return {
    oneAuthority: first.assigningAuthority,
    oneIdentifier: first.identifier,
    otherAuthority: second.assigningAuthority,
    otherIdentifier: second.identifier,
  };
}

const keyOf = ({ assigningAuthority, identifier }: PatientNumber): string => JSON.stringify([assigningAuthority, identifier]);

/** Serialises whatever is said of these two numbers, also while neither of them has a row. */
async function lockPair(tx: Transaction, legalEntityId: string, pair: ReturnType<typeof pairOf>): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify([legalEntityId, pair])}, 43))`);
}

/** Remembers, for ever, that these two numbers are two persons, as told at that instant or later. False when that or a newer word was known. */
export async function noteApart(tx: Transaction, { legalEntityId, messageId, toldAt, ...numbers }: Apart): Promise<boolean> {
  const pair = pairOf(numbers);
  await lockPair(tx, legalEntityId, pair);
  const noted = await tx
    .insert(patientApart)
    .values({ legalEntityId, ...pair, toldAt, messageId })
    .onConflictDoUpdate({
      target: [patientApart.legalEntityId, patientApart.oneAuthority, patientApart.oneIdentifier, patientApart.otherAuthority, patientApart.otherIdentifier],
      set: { toldAt, messageId },
      setWhere: lt(patientApart.toldAt, toldAt),
    })
    .returning({ toldAt: patientApart.toldAt });
  return noted.length > 0;
}

/** When an admission system last said that these two numbers are two persons; null when it never did. */
export async function apartSince(tx: Transaction, { legalEntityId, ...numbers }: Pick<Apart, 'legalEntityId' | 'one' | 'other'>): Promise<Date | null> {
  const pair = pairOf(numbers);
  await lockPair(tx, legalEntityId, pair);
  const [row] = await tx
    .select({ toldAt: patientApart.toldAt })
    .from(patientApart)
    .where(
      and(
        eq(patientApart.legalEntityId, legalEntityId),
        eq(patientApart.oneAuthority, pair.oneAuthority),
        eq(patientApart.oneIdentifier, pair.oneIdentifier),
        eq(patientApart.otherAuthority, pair.otherAuthority),
        eq(patientApart.otherIdentifier, pair.otherIdentifier),
      ),
    );
  return row?.toldAt ?? null;
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

/** The same for many at once, by the patient asked for: every number of the person, those linked, and those of the same qualified INS. */
export async function linkedIdsOfMany(tx: Transaction, ids: readonly string[]): Promise<{ askedFor: string; id: string }[]> {
  const rows = await tx.execute<{ askedFor: string; id: string } & Record<string, unknown>>(sql`
    with asked as materialized (select p.* from patient p where p.id = any (${idsIn(ids)})),
    own as materialized (select a.id as asked, person_rows(a.id) as person from asked a where a.lone_dossier = ''),
    more as (
      select o.asked, m.merged_id as person from own o join patient_merge m on m.survivor_id = o.person and m.kind = 'link' and m.undone_at is null
      union select o.asked, m.survivor_id from own o join patient_merge m on m.merged_id = o.person and m.kind = 'link' and m.undone_at is null
      union select a.id, p.id from asked a join patient p on p.ins = a.ins and p.ins_qualified and p.birth_date = a.birth_date and p.lone_dossier = ''
        where a.ins_qualified and a.lone_dossier = '' and (p.legal_entity_id = a.legal_entity_id or entities_share(p.legal_entity_id, a.legal_entity_id)))
    select id as "askedFor", id from asked
    union select asked, person from own
    union select asked, person_rows(person) from more`);
  return [...rows];
}
