import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from './client';
import { type TestDatabase, testDatabase } from './testing';

let database: TestDatabase;
let connection: ReturnType<typeof connect>;
beforeAll(async () => {
  database = await testDatabase();
  connection = connect(database.workerUrl, { max: 1, applicationName: 'test-client' });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

const plansOf = async (text: string) => [
  ...(await connection.db.execute<{ used: number }>(
    sql`select (generic_plans + custom_plans)::int as used from pg_prepared_statements where statement like ${`${text}%`}`,
  )),
];

test('a statement with parameters is prepared once and used again, outside a transaction and inside', async () => {
  const ask = (value: string) => sql`select length(${value}) as length`;
  for (const value of ['a', 'bb']) await connection.db.execute(ask(value));
  await connection.db.transaction((tx) => tx.execute(ask('ccc')));
  expect(await plansOf('select length(')).toEqual([{ used: 3 }]);
});
