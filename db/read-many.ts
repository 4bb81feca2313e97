import { Column, type GetColumnData, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Transaction } from './client';

type Columns = Record<string, PgColumn>;
type RowOf<C extends Columns> = { [Key in keyof C]: GetColumnData<C[Key]> };

/**
 * Rows of one table where a queue reads thousands: what `tx.select(columns)` gives, at a fraction of the work, since how each column is read is found out once
 * and not for every value. Made once, at the top of a store.
 *
 * @example
 * const readResults = manyOf(getTableColumns(observationVersion));
 * const rows = await readResults(tx, sql`where ${isAmong(observationVersion.id, ids)}`);
 */
export function manyOf<C extends Columns>(columns: C): (tx: Transaction, rest: SQL) => Promise<RowOf<C>[]> {
  const [first] = Object.values(columns);
  if (!first) throw new Error('broken promise: a row has at least one column');
  const head = sql`select ${sql.join(Object.values(columns), sql`, `)} from ${first.table}`;
  const steps = Object.entries(columns).map(([key, column]) => ({ key, name: column.name, decode: decoderOf(column) }));
  return async (tx, rest) => {
    const rows = await tx.execute(sql`${head} ${rest}`);
    return rows.map((row) => {
      const read: Record<string, unknown> = {};
      for (const { key, name, decode } of steps) {
        const value = row[name] ?? null;
        read[key] = value === null || decode === null ? value : decode(value);
      }
      return read as RowOf<C>;
    });
  };
}

/** None for the many types that the driver already gives as they are wanted. */
function decoderOf(column: PgColumn): ((value: unknown) => unknown) | null {
  const decode = column.mapFromDriverValue.bind(column);
  return column.mapFromDriverValue === Column.prototype.mapFromDriverValue ? null : decode;
}
