import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

export type Sql = postgres.Sql;
export type Database = ReturnType<typeof connect>['db'];
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/**
 * Opens a pool on one database role. Nothing is sent before the first query, and a lost server is found again by the
 * next query: the pool survives a database restart.
 * @param options.isReplayable true only for work that can be done again from the start (the demonstration's history):
 *   commits then do not wait for the disk
 */
export function connect(url: string, options: { max?: number; applicationName: string; isReplayable?: boolean }) {
  const sql = postgres(url, {
    max: options.max ?? 10,
    idle_timeout: 60,
    connect_timeout: 5,
    connection: { application_name: options.applicationName, ...(options.isReplayable ? { synchronous_commit: 'off' } : {}) },
    onnotice: () => undefined,
  });
  return { sql, db: drizzle(sql), close: () => sql.end({ timeout: 5 }) };
}
