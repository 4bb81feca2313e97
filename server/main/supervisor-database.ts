import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import type { RolePasswords } from '../../db/migrate';
import type { Environment } from '../platform/env';
import { type EmbeddedPostgres, startPostgres } from './postgres';
import { findPrimary } from './supervisor-primary';

export interface OpenDatabase {
  ownerUrl: string;
  webUrl: string;
  workerUrl: string;
  /** What a person is told: where the data is. */
  where: string;
  embedded: EmbeddedPostgres | null;
}

/** Answers addresses of a database that answers: the operator's (its primary, when several hosts are named), or the embedded one, started. */
export async function openDatabase(environment: Environment, passwords: RolePasswords): Promise<OpenDatabase> {
  const embedded = environment.DATABASE_URL === undefined ? await startPostgres({ directory: environment.RELAIS_DATA_DIR }) : null;
  const ownerUrl = embedded?.ownerUrl ?? (await findPrimary(environment.DATABASE_OWNER_URL ?? environment.DATABASE_URL ?? ''));
  return {
    ownerUrl,
    webUrl: environment.RELAIS_WEB_DATABASE_URL ?? asRole(ownerUrl, 'relais_web', passwords.web),
    workerUrl: environment.RELAIS_WORKER_DATABASE_URL ?? asRole(ownerUrl, 'relais_worker', passwords.worker),
    where: embedded === null ? `PostgreSQL at ${new URL(ownerUrl).host}` : join(embedded.place, 'postgres'),
    embedded,
  };
}

/** True while a migrated database holds nobody: then a demonstration may be laid out. */
export async function isEmpty(ownerUrl: string): Promise<boolean> {
  return asOwner(ownerUrl, async (sql) => (await sql`select 1 from user_account limit 1`).length === 0);
}

/** Refuses a real installation in which somebody could log in with a password that is printed in public. */
export async function refuseAccounts(ownerUrl: string, logins: readonly string[]): Promise<void> {
  const found = await asOwner(ownerUrl, (sql) => sql`select login from user_account where login = any(${[...logins]}) order by login`);
  if (found.length === 0) return;
  const named = found.map((row) => String(row.login)).join(', ');
  throw new Error(`RELAIS_DEMO=0, but this database has accounts of the demonstration (${named}): a real installation begins with an empty database`);
}

/**
 * Lays out the demonstration whole or not at all: what an interrupted layout left in the embedded database is thrown away first; in a database
 * of the operator's nothing is ever thrown away, and it is refused.
 */
export async function wholeOrNothing(
  environment: Environment,
  database: OpenDatabase,
  steps: { migrate(): Promise<void>; seed(): Promise<void> },
): Promise<void> {
  const unfinished = join(environment.RELAIS_DATA_DIR, 'demo-data.unfinished');
  if (existsSync(unfinished)) {
    if (database.embedded === null)
      throw new Error(`an earlier start was interrupted while it laid out the demo data: empty the database, remove ${unfinished}, and start again`);
    await database.embedded.recreate();
  }
  await steps.migrate();
  if (!environment.RELAIS_DEMO || !(await isEmpty(database.ownerUrl))) return rmSync(unfinished, { force: true });
  writeFileSync(unfinished, '');
  await steps.seed();
  await asOwner(database.ownerUrl, (sql) => (database.embedded === null ? sql`select 1` : sql`checkpoint`));
  rmSync(unfinished);
}

/** The same address, for work that can be done again: a commit answers before it is on the disk. */
export function withoutWaiting(url: string): string {
  const address = new URL(url);
  address.searchParams.set('synchronous_commit', 'off');
  return address.href;
}

async function asOwner<T>(ownerUrl: string, ask: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(ownerUrl, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    return await ask(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function asRole(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
