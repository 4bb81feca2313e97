import { and, asc, desc, eq, isNull, max, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { type MappingKind, mappingEntry, mappingVersion } from '../../db/schema/inbound';
import type { ReceivedCode } from './gap-rules';

export type MappingEntryRow = typeof mappingEntry.$inferSelect;
export type MappingVersionRow = typeof mappingVersion.$inferSelect;

/** Two référents who change one table wait for each other. */
export async function lockMappings(tx: Transaction, laboratoryId: string, kind: MappingKind): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`mapping:${laboratoryId}:${kind}`}, 42))`);
}

export async function newestVersion(tx: Transaction, laboratoryId: string, kind: MappingKind): Promise<number> {
  const [row] = await tx
    .select({ version: max(mappingVersion.version) })
    .from(mappingVersion)
    .where(and(eq(mappingVersion.laboratoryId, laboratoryId), eq(mappingVersion.kind, kind)));
  return row?.version ?? 0;
}

export const entriesOf = (tx: Transaction, laboratoryId: string, kind?: MappingKind): Promise<MappingEntryRow[]> =>
  tx
    .select()
    .from(mappingEntry)
    .where(and(eq(mappingEntry.laboratoryId, laboratoryId), kind && eq(mappingEntry.kind, kind)))
    .orderBy(asc(mappingEntry.source), asc(mappingEntry.sinceVersion));

export const versionsOf = (tx: Transaction, laboratoryId: string, kind: MappingKind): Promise<MappingVersionRow[]> =>
  tx
    .select()
    .from(mappingVersion)
    .where(and(eq(mappingVersion.laboratoryId, laboratoryId), eq(mappingVersion.kind, kind)))
    .orderBy(desc(mappingVersion.version));

export async function insertVersion(tx: Transaction, row: MappingVersionRow): Promise<void> {
  await tx.insert(mappingVersion).values(row);
}

export async function insertEntries(tx: Transaction, rows: MappingEntryRow[]): Promise<void> {
  if (rows.length > 0) await tx.insert(mappingEntry).values(rows);
}

export async function endEntry(tx: Transaction, id: string, untilVersion: number): Promise<void> {
  await tx
    .update(mappingEntry)
    .set({ untilVersion })
    .where(and(eq(mappingEntry.id, id), isNull(mappingEntry.untilVersion)));
}

export async function entryById(tx: Transaction, id: string): Promise<MappingEntryRow | undefined> {
  const [row] = await tx.select().from(mappingEntry).where(eq(mappingEntry.id, id));
  return row;
}

/** Dossiers of the laboratory that hold a result under that code today. */
export async function dossiersWithCode(tx: Transaction, laboratoryId: string, codes: readonly string[]): Promise<string[]> {
  const list = sql.join(
    codes.map((code) => sql`${code}`),
    sql`, `,
  );
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct d.id from dossier d join observation_version o on o.dossier_id = d.id where d.laboratory_id = ${laboratoryId} and o.code in (${list})`);
  return [...rows].map(({ id }) => id);
}

/** Dossiers that wait for somebody or some place that was written so. */
export async function dossiersWaitingFor(tx: Transaction, entry: MappingEntryRow): Promise<string[]> {
  const waits =
    entry.kind === 'ward'
      ? sql`ward_id is null and ward_code = ${entry.source}`
      : entry.sourceSystem === 'rpps'
        ? sql`prescriber_id is null and prescriber_rpps = ${entry.source}`
        : sql`prescriber_id is null and prescriber_rpps = '' and prescriber_name = ${entry.source}`;
  const rows = await tx.execute<{ id: string }>(sql`select id from dossier where laboratory_id = ${entry.laboratoryId} and ${waits} order by id`);
  return [...rows].map(({ id }) => id);
}

export async function expectedUnits(tx: Transaction): Promise<Map<string, string[]>> {
  const rows = await tx.execute<{ code: string; units: string[] }>(sql`select loinc_code as code, units from test_definition where units <> '{}'`);
  return new Map([...rows].map(({ code, units }) => [code, units]));
}

/** One number that moves with every change of a laboratory's tables. */
export async function mappingsStamp(tx: Transaction, laboratoryId: string): Promise<string> {
  const [row] = await tx.execute<{ stamp: string }>(
    sql`select concat_ws(':', count(*), coalesce(sum(version), 0)) as stamp from mapping_version where laboratory_id = ${laboratoryId}`,
  );
  return row?.stamp ?? '0';
}

export async function codesReceived(tx: Transaction, laboratoryId: string, since: string): Promise<ReceivedCode[]> {
  const rows = await tx.execute<Omit<ReceivedCode, 'lastAt'> & { lastAt: string }>(sql`
    select code, code_system as "codeSystem", local_code as "localCode", label, unit, results, dossiers, last_at::text as "lastAt" from codes_received(${laboratoryId}, ${since})`);
  return [...rows].map((row) => ({ ...row, lastAt: new Date(row.lastAt) }));
}
