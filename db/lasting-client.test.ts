import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connect } from './client';
import { type TestDatabase, testDatabase } from './testing';

let database: TestDatabase;
let owner: ReturnType<typeof connect>;
let product: ReturnType<typeof connect>;
beforeEach(async () => {
  database = await testDatabase();
  owner = connect(database.ownerUrl, { max: 1, applicationName: 'test-owner' });
  product = connect(database.workerUrl, { max: 3, applicationName: 'test-lasting' });
  await owner.db.execute(sql`create table kept (word text)`);
  await owner.db.execute(sql`grant select, insert on kept to relais_worker`);
});
afterEach(async () => {
  await Promise.all([owner.close(), product.close()]);
  await database.drop();
});

const endAll = () =>
  owner.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test-lasting' and datname = current_database()`);
const atWork = (count: number) =>
  vi.waitFor(async () =>
    expect(
      await owner.db.execute(
        sql`select 1 from pg_stat_activity where application_name = 'test-lasting' and datname = current_database() and query like '%pg_sleep%' and state = 'active'`,
      ),
    ).toHaveLength(count),
  );
/** How it failed, heard from the beginning: it fails while something else is waited for. */
const failureOf = (lost: Promise<unknown>): Promise<unknown> =>
  lost.then(
    () => 'none',
    (error: unknown) => error,
  );
const keep = (word: string) => sql`insert into kept values (${word})`;
const kept = async () => [...(await owner.db.execute<{ word: string }>(sql`select word from kept order by word`))].map(({ word }) => word);

test('transactions whose connections are ended fail, and nothing else: the next ones are done at once, again and again', async () => {
  for (let round = 0; round < 5; round += 1) {
    const lost = Promise.allSettled(
      Array.from({ length: 3 }, () =>
        product.db.transaction(async (tx) => {
          await tx.execute(keep('lost'));
          await tx.execute(sql`select pg_sleep(60)`);
        }),
      ),
    );
    await atWork(3);
    await endAll();
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await Promise.all(Array.from({ length: 6 }, (_, index) => product.db.transaction((tx) => tx.execute(keep(`${round}${index}`)))));
    expect([...(await product.db.execute(sql`select 1 as one`))]).toEqual([{ one: 1 }]);
  }
  expect(await kept()).toHaveLength(30);
  expect(await kept()).not.toContain('lost');
});

test('what a lost transaction still asks for is never done in another one, whatever it caught', async () => {
  const told: string[] = [];
  const lost = failureOf(
    product.db.transaction(async (tx) => {
      await tx.execute(keep('before'));
      await tx.transaction((inner) => inner.execute(sql`select pg_sleep(60)`)).catch(() => told.push('caught'));
      await tx.execute(keep('astray'));
    }),
  );
  await atWork(1);
  await endAll();
  expect(await lost).toMatchObject({ code: 'CONNECTION_CLOSED' });
  for (let index = 0; index < 6; index += 1) await product.db.transaction((tx) => tx.execute(keep(`own ${index}`)));
  expect(told).toEqual([]);
  expect(await kept()).toEqual(Array.from({ length: 6 }, (_, index) => `own ${index}`));
});

test('a transaction that loses its connection between two statements is told at its next one', async () => {
  let goOn: () => void = () => undefined;
  const paused = new Promise<void>((resolve) => (goOn = resolve));
  const lost = failureOf(
    product.db.transaction(async (tx) => {
      await tx.execute(keep('before'));
      await paused;
      await tx.execute(keep('astray'));
    }),
  );
  await vi.waitFor(async () =>
    expect(await owner.db.execute(sql`select 1 from pg_stat_activity where application_name = 'test-lasting' and state = 'idle in transaction'`)).toHaveLength(
      1,
    ),
  );
  await endAll();
  expect(await lost).toMatchObject({ code: 'CONNECTION_CLOSED' });
  goOn();
  await product.db.transaction((tx) => tx.execute(keep('own')));
  expect(await kept()).toEqual(['own']);
});

test('a refusal of the database in a transaction rolls it back and is told, as ever', async () => {
  await expect(
    product.db.transaction(async (tx) => {
      await tx.execute(keep('undone'));
      await tx.execute(sql`select 1 / 0`);
    }),
  ).rejects.toMatchObject({ cause: { code: '22012' } });
  await product.db.transaction(async (tx) => {
    await tx.transaction((inner) => inner.execute(sql`select 1 / 0`)).catch(() => undefined);
    await tx.execute(keep('own'));
  });
  expect(await kept()).toEqual(['own']);
});

test('who listens hears again after the connection was ended', async () => {
  const heard: string[] = [];
  const subscription = await product.sql.listen('attack_test', (payload) => void heard.push(payload));
  await endAll();
  await vi.waitFor(async () => {
    await owner.db.execute(sql`select pg_notify('attack_test', 'word')`);
    expect(heard).toContain('word');
  }, 20_000);
  await subscription.unlisten();
});
