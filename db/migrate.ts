import { resolve } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { makeWorkerUtils } from 'graphile-worker';
import postgres from 'postgres';

/** Any number will do as long as every process of the product uses the same one. */
const MIGRATION_LOCK = 727_401;

export interface RolePasswords {
  web: string;
  worker: string;
}

/**
 * Brings the database to the newest schema, once, however many processes ask at the same time; does nothing when it is there.
 *
 * Drizzle's own `migrate` takes no lock (three of four concurrent runs fail), hence the advisory lock on a connection of
 * its own. Roles are created before the tables because grants name them.
 */
export async function migrate(ownerUrl: string, passwords: RolePasswords): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await createRole(sql, 'relais_web', passwords.web);
    await createRole(sql, 'relais_worker', passwords.worker);
    await installQueue(ownerUrl);
    await applyMigrations(drizzle(sql), { migrationsFolder: resolve('db/migrations') });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function createRole(sql: postgres.Sql, name: 'relais_web' | 'relais_worker', password: string) {
  const [existing] = await sql`select 1 from pg_roles where rolname = ${name}`;
  if (!existing) await sql.unsafe(`create role ${name} login nosuperuser nobypassrls nocreatedb nocreaterole`);
  await sql.unsafe(`alter role ${name} password '${password.replaceAll("'", "''")}'`);
}

async function installQueue(ownerUrl: string) {
  const utils = await makeWorkerUtils({ connectionString: ownerUrl });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}
