import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readReadiness } from '../../platform/readiness';
import { allApplied, unevenIn, wrongsIn } from './books';
import { freePort, listening } from './free-port';
import { linesOf } from './lines';
import { type MortalProcess, startMortal } from './mortal-process';
import { type OwnDatabase, ownDatabase } from './own-database';
import { resendingLis } from './resending-lis';

const LINES = 16;
const MESSAGES = 10;

let database: OwnDatabase;
let gateway: MortalProcess;
let worker: MortalProcess;
let ports: { mllp: number; metrics: number };
beforeEach(async () => {
  database = await ownDatabase();
  ports = { mllp: await freePort(), metrics: await freePort() };
  const environment = {
    RELAIS_DEMO: '1',
    RELAIS_WORKER_DATABASE_URL: database.workerUrl,
    NEXTAUTH_SECRET: 'a secret of the tests that is long enough',
    MLLP_PORT: String(ports.mllp),
    METRICS_PORT: String(ports.metrics),
  };
  gateway = startMortal('server/main/gateway.ts', environment, []);
  worker = startMortal('server/main/worker.ts', environment, []);
  await listening(ports.mllp);
  // The first worker of a database says who hears what.
  await vi.waitUntil(async () => (await metrics().catch(() => 0)) === 200, 60_000);
});
afterEach(async () => {
  await Promise.all([gateway.stop(), worker.stop()]);
  await database.end();
});

const metrics = async () => (await fetch(`http://127.0.0.1:${ports.metrics}/metrics`)).status;

test('a database that ends every connection, then dies and comes back under load: what was acknowledged is there once and followed once, in order', {
  timeout: 300_000,
}, async () => {
  const lines = linesOf('BASE', LINES, MESSAGES);
  const lis = resendingLis(ports.mllp, lines);
  for (const count of [20, 40, 60]) {
    await lis.acknowledged(count);
    await database.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name in ('relais-gateway', 'relais-worker')`);
  }
  await lis.acknowledged(80);
  await database.stopAtOnce();
  // Whoever sends now is told to try later, and the watch is told as well.
  await lis.hears(({ code }) => code === 'AR');
  expect(await readReadiness(database.db)).toMatchObject({ ready: false, parts: { database: { state: 'down' }, gateway: { state: 'down' } } });
  await database.startAgain();
  await lis.done;
  await allApplied(database.db, Date.now() + 60_000);

  const acknowledged = lis.heard.filter(({ code }) => code === 'AA');
  expect(acknowledged).toHaveLength(LINES * MESSAGES);
  const numbers = acknowledged.map(({ controlId }) => controlId);
  expect(await wrongsIn(database.db, lines.flat(), numbers)).toEqual([]);
  expect(await unevenIn(database.db)).toEqual([]);
  expect(gateway.deaths()).toBe(0);

  // The LIS that is not sure sends everything again: it hears what it heard.
  const again = resendingLis(ports.mllp, lines);
  await again.done;
  const answers = new Map(acknowledged.map(({ controlId, answer }) => [controlId, answer]));
  expect(again.heard.filter(({ controlId, answer }) => answers.get(controlId) !== answer)).toEqual([]);
  expect(await unevenIn(database.db)).toEqual([]);
  await vi.waitFor(
    async () =>
      expect(await readReadiness(database.db)).toMatchObject({ parts: { database: { state: 'up' }, gateway: { state: 'up' }, worker: { state: 'up' } } }),
    60_000,
  );
  await vi.waitFor(async () => expect(await metrics()).toBe(200), 60_000);
});
