import postgres from 'postgres';
import { expect, test } from 'vitest';
import { testDatabase } from './testing';

async function withConnection<T>(url: string, ask: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await ask(sql);
  } finally {
    await sql.end();
  }
}

test('two test databases do not see each other, and both have the tables', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
  try {
    await withConnection(one.ownerUrl, (sql) => sql.unsafe('create table only_here ()'));
    const seen = await withConnection(two.ownerUrl, (sql) => sql`select to_regclass('only_here') as here, to_regclass('fact') as fact`);
    expect(seen[0]).toMatchObject({ here: null, fact: 'fact' });
  } finally {
    await Promise.all([one.drop(), two.drop()]);
  }
});

test('the roles of web and worker come in and own nothing', async () => {
  const database = await testDatabase();
  try {
    for (const [url, role] of [
      [database.webUrl, 'relais_web'],
      [database.workerUrl, 'relais_worker'],
    ] as const) {
      const [row] = await withConnection(
        url,
        (sql) =>
          sql`select current_user as role, rolsuper, rolbypassrls, (select count(*)::int from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = current_user`,
      );
      expect(row).toEqual({ role, rolsuper: false, rolbypassrls: false, owned: 0 });
    }
  } finally {
    await database.drop();
  }
});
