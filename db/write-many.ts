import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from './client';
import { bytesOf, listOf } from './list-of';

/** Adds whole rows, whatever their number, by one statement that always has the same text. Every column is given: a default of the database fills nothing in. */
export async function insertMany<T extends PgTable>(tx: Transaction, table: T, rows: readonly T['$inferSelect'][]): Promise<void> {
  if (rows.length > 0) await tx.execute(inserting(table, rows));
}

/** The same for rows some of which are there already under their key (or keys together), and then become as given. One row is given once. */
export async function upsertMany<T extends PgTable>(tx: Transaction, table: T, rows: readonly T['$inferSelect'][], ...keys: string[]): Promise<void> {
  if (rows.length > 0) await tx.execute(sql`${inserting(table, rows)} ${shapeOf(table).orBecome(keys.length === 0 ? ['id'] : keys)}`);
}

interface Column {
  key: string;
  name: string;
  type: string;
  /** What it is in a list: a list, or a JSON value, cannot be an element and goes as a text. */
  element: string;
}

interface Shape {
  columns: readonly Column[];
  /** The statement up to its lists, the lists' names and what closes it. */
  head: SQL;
  names: SQL;
  orBecome(keys: readonly string[]): SQL;
}

const shapes = new WeakMap<PgTable, Shape>();

function shapeOf(table: PgTable): Shape {
  const known = shapes.get(table);
  if (known) return known;
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => {
    const type = column.getSQLType();
    return { key, name: column.name, type, element: type.endsWith('[]') || isJson(type) ? 'text' : type };
  });
  const quoted = (name: string) => `"${name}"`;
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  const shape: Shape = {
    columns,
    head: sql.raw(`insert into ${quoted(getTableConfig(table).name)} (${names}) select `),
    names: sql.raw(`) as i(${names})`),
    orBecome: (keys) => {
      const ids = keys.map((key) => columns.find((column) => column.key === key)?.name ?? key);
      const changed = columns.filter(({ name }) => !ids.includes(name)).map(({ name }) => `${quoted(name)} = excluded.${quoted(name)}`);
      return sql.raw(`on conflict (${ids.map(quoted).join(', ')}) do update set ${changed.join(', ')}`);
    },
  };
  shapes.set(table, shape);
  return shape;
}

/**
 * A list for each column. One that is the same in all rows is written once, beside an empty list: rows of one batch are mostly alike, and both sides have less to
 * read. Lists are read in a fraction of the time that the same rows take as JSON, which names every column in every row.
 */
function inserting(table: PgTable, rows: readonly object[]): SQL {
  const { columns, head, names } = shapeOf(table);
  const records = rows as readonly Record<string, unknown>[];
  const [first = {}] = records;
  const given = columns.map(({ key, type }) => {
    const isOne = records.every((row) => isSame(row[key], first[key]));
    return isOne ? { list: '{}', one: textOf(first[key], type) } : { list: listOf(records.map((row) => textOf(row[key], type))), one: null };
  });
  // Rows that have nothing of their own still are so many: the first column, a key, is always a list.
  const lists = columns.map(({ key, type, element }, index) => {
    const list = index === 0 ? listOf(records.map((row) => textOf(row[key], type))) : given[index]?.list;
    return sql`${list}::${sql.raw(element)}[]`;
  });
  const picked = columns.map(({ name, type, element }, index) => {
    // As a text, whatever it becomes: the driver has its own ideas of how a boolean or bytes are written.
    const value = sql`coalesce(i.${sql.identifier(name)}, ${given[index]?.one ?? null}::text::${sql.raw(element)})`;
    return element === type ? value : sql`${value}::${sql.raw(type)}`;
  });
  return sql`${head}${sql.join(picked, sql`, `)} from unnest(${sql.join(lists, sql`, `)}${names}`;
}

/** A value as PostgreSQL reads it from a text. */
function textOf(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (isJson(type)) return storableJson(value);
  if (Buffer.isBuffer(value)) return bytesOf(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return listOf(value.map((element) => textOf(element, 'text')));
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const isJson = (type: string): boolean => type === 'jsonb' || type === 'json';

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
