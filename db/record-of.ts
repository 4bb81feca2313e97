import { getTableColumns } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';

/**
 * A row as `json_populate_recordset` reads it: keys are the columns' own names, bytes are hexadecimal, instants ISO texts. Many rows go so in one parameter,
 * whatever their number, and the statement stays one text with one plan.
 */
export function recordOf(table: PgTable, row: object): Record<string, unknown> {
  const columns = getTableColumns(table);
  const record: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(row)) {
    const column = columns[key];
    if (column && value !== undefined) record[column.name] = jsonValueOf(value);
  }
  return record;
}

/** JSON has no bytes: PostgreSQL reads them as hexadecimal. */
export const jsonValueOf = (value: unknown): unknown => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : (value ?? null));
