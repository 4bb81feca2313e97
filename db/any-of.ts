import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Many ids as one parameter, whatever their number: the statement stays one text with one plan. */
export const idsIn = (ids: Iterable<string>): SQL => sql`string_to_array(${[...ids].join(',')}, ',')::uuid[]`;

/** Like `inArray`, for ids. */
export const isAmong = (column: PgColumn, ids: Iterable<string>): SQL => sql`${column} = any (${idsIn(ids)})`;
