import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../db/client';
import { type TestDatabase, testDatabase } from '../../db/testing';
import { readReadiness } from './readiness';

let database: TestDatabase;
let web: ReturnType<typeof connect>;
let worker: ReturnType<typeof connect>;
const NOW = new Date('2026-11-21T08:00:00Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString();
const read = () => readReadiness(web.db, () => NOW);
const beat = (process: string, seconds: number) =>
  worker.db.execute(
    sql`insert into heartbeat (process, beat_at) values (${process}, ${ago(seconds)}) on conflict (process) do update set beat_at = excluded.beat_at`,
  );

beforeAll(async () => {
  database = await testDatabase();
  web = connect(database.webUrl, { applicationName: 'test-web' });
  worker = connect(database.workerUrl, { applicationName: 'test-worker' });
});
afterAll(async () => {
  await Promise.all([web.close(), worker.close()]);
  await database.drop();
});

test('is ready only while gateway and worker beat', async () => {
  await expect(read()).resolves.toMatchObject({ ready: false, parts: { database: { state: 'up' }, gateway: { state: 'down' }, worker: { state: 'down' } } });
  await beat('gateway', 29);
  await beat('worker', 29);
  await expect(read()).resolves.toMatchObject({ ready: true });
  await beat('worker', 30);
  await expect(read()).resolves.toMatchObject({ ready: false, parts: { gateway: { state: 'up' }, worker: { state: 'down' } } });
});

test('is not ready while a task is due for over a minute', async () => {
  await Promise.all([beat('gateway', 0), beat('worker', 0)]);
  const told = async (seconds: number) => {
    await worker.db.execute(sql`delete from fact_task`);
    await worker.db.execute(sql`with told as (insert into fact (name, subject_id, told_at, due_at) values ('report.viewed', gen_random_uuid(), ${ago(seconds)}, ${ago(seconds)}) returning *)
      insert into fact_task (fact_id, handler, name, subject_id, due_at) select id, 'test', name, subject_id, due_at from told`);
  };
  await told(60);
  await expect(read()).resolves.toMatchObject({ ready: true, parts: { queue: { state: 'up', due: 1, oldestSeconds: 60 } } });
  await told(61);
  await expect(read()).resolves.toMatchObject({ ready: false, parts: { queue: { state: 'late', due: 1, oldestSeconds: 61 } } });
  await worker.db.execute(sql`delete from fact_task`);
});

test('is not ready while a message waits for the LIS for over five minutes', async () => {
  const id = crypto.randomUUID();
  const owner = connect(database.ownerUrl, { max: 1, applicationName: 'test-owner' });
  await owner.db.transaction(async (tx) => {
    // The message alone matters: not its laboratory, nor its dossier.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`insert into outbound_message (id, laboratory_id, dossier_id, kind, source_id, control_id, payload, created_at, state, next_attempt_at)
      values (${id}, ${id}, ${id}, 'reading', ${id}, 'C1', '', ${ago(301)}, 'queued', ${ago(0)})`);
  });
  await owner.close();
  await expect(read()).resolves.toMatchObject({ ready: false, parts: { outbound: { state: 'late', waiting: 1, oldestSeconds: 301 } } });
});

test('an unreachable database is an answer, not an error', async () => {
  const nowhere = connect('postgres://nobody:nothing@127.0.0.1:1/none', { applicationName: 'test-nowhere' });
  await expect(readReadiness(nowhere.db)).resolves.toMatchObject({ ready: false, parts: { database: { state: 'down' } } });
  await nowhere.close();
});
