import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

export type Sql = postgres.Sql;
export type Database = ReturnType<typeof connect>['db'];
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/**
 * Opens a pool on one database role. Nothing is sent before the first query, and a lost server is found again by the
 * next query: the pool survives a database restart.
 */
export function connect(url: string, options: { max?: number; applicationName: string }) {
  const sql = postgres(url, {
    max: options.max ?? 10,
    idle_timeout: 60,
    connect_timeout: 5,
    connection: { application_name: options.applicationName },
    onnotice: () => undefined,
  });
  return { sql, db: drizzle(sql), close: () => sql.end({ timeout: 5 }) };
}
