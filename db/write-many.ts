import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from './client';
import { jsonValueOf, recordOf } from './record-of';

/** Adds whole rows, whatever their number, by one statement that always has the same text. Every column is given: a default of the database fills nothing in. */
export async function insertMany<T extends PgTable>(tx: Transaction, table: T, rows: readonly T['$inferSelect'][]): Promise<void> {
  if (rows.length > 0) await tx.execute(inserting(table, rows));
}

/** The same for rows some of which are there already under their key, and then become as given. One row is given once. */
export async function upsertMany<T extends PgTable>(tx: Transaction, table: T, rows: readonly T['$inferSelect'][], key = 'id'): Promise<void> {
  if (rows.length === 0) return;
  const columns = getTableColumns(table);
  const id = columns[key]?.name ?? key;
  const names = Object.values(columns).map(({ name }) => name);
  const changed = names.filter((name) => name !== id).map((name) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`);
  await tx.execute(sql`${inserting(table, rows)} on conflict (${sql.identifier(id)}) do update set ${sql.join(changed, sql`, `)}`);
}

/** What a row has in common with the first is written once: rows of one batch are mostly alike, and both sides have less to read. */
function inserting(table: PgTable, rows: readonly object[]): SQL {
  const columns = Object.entries(getTableColumns(table)).map(([key, { name }]) => ({ key, name }));
  const [first = {}] = rows as readonly Record<string, unknown>[];
  const records = (rows as readonly Record<string, unknown>[]).map((row) => {
    const record: Record<string, unknown> = {};
    for (const { key, name } of columns) if (!isSame(row[key], first[key])) record[name] = jsonValueOf(row[key]);
    return record;
  });
  const common = sql`json_populate_record(null::${table}, ${storableJson(recordOf(table, first))}::text::json)`;
  return sql`insert into ${table} select * from json_populate_recordset(${common}, ${storableJson(records)}::text::json)`;
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  return Array.isArray(one) && Array.isArray(other) && one.length === 0 && other.length === 0;
}

/** Half of a character outside the basic plane, which JSON can write and PostgreSQL refuses, becomes the mark of what cannot be read, as everywhere in UTF-8. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\ud') ? text.replaceAll(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, String.raw`$1\ufffd`) : text;
}
