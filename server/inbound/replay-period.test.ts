import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { WIRING } from '../main/wiring';
import type { ProfessionalActor } from '../platform/actor';
import { testMessage } from '../simulator/test-message';
import { continueReplay, sweepReplays } from './continue-replay';
import { cancelReplay, type Period, previewReplay, readReplays, replayPeriod } from './replay-period';

const SECRET = 'a secret of the tests that is long enough';
const KEPT_OUT = 45;
const reason = 'Liaison renommée par le laboratoire';
const period: Period = { laboratoryId: referenceIds.laboratory('valmont'), from: '2026-11-21', to: '2026-11-21', scope: 'kept-out' };

let product: TestProduct;
let referent: ProfessionalActor;
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', SECRET));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', SECRET);
  product = await openTestProduct({ start: '2026-11-21T10:00:00+01:00' });
  referent = await product.person('referent');
  await setTypes(['ADT']);
  for (let index = 0; index < KEPT_OUT; index += 1)
    await product.receive(testMessage({ accessionNumber: `74${String(index).padStart(2, '0')}`, controlId: `P${index}`, sentAt: product.clock.now() }));
});
afterAll(() => product.end());

/** A link that takes no results refuses them: the cause that is put right afterwards. */
async function setTypes(messageTypes: string[]): Promise<void> {
  await product.access.worker.execute(
    sql`update connection_profile set settings = settings || ${JSON.stringify({ messageTypes })}::jsonb, version = version + 1 where sending_facility = 'LBM-VALMONT'`,
  );
}
const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
  [...(await product.access.worker.execute(statement))] as T[];
const applied = async () => (await rows<{ n: number }>(sql`select count(*)::int as n from inbound_message where state = 'applied'`))[0]?.n;
const newest = async () => {
  const read = await readReplays(product.as(referent));
  return read.ok ? read.value[0] : undefined;
};
const start = (given: Partial<Period & { reason: string }> = {}, as = referent) => replayPeriod(product.as(as), { ...period, reason, ...given });

test('counts before anything moves, and refuses without a reason, of nothing, and of another’s laboratory', async () => {
  const seen = await previewReplay(product.as(referent), period);
  expect(seen).toMatchObject({ ok: true, value: { total: KEPT_OUT } });
  expect(await start({ reason: 'bof' })).toMatchObject({ refusal: { code: 'reason-too-short' } });
  expect(await start({ from: '2026-11-22', to: '2026-11-22' })).toMatchObject({ refusal: { code: 'nothing-to-replay' } });
  const elsewhere = await product.person('referent', ['hauterive']);
  expect(await start({}, elsewhere)).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await start({}, await product.person('biologist'))).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await newest()).toBeUndefined();
});

test('goes a few at a time, shows how far it is, and stops where a person stops it: what was not reached is as it was', async () => {
  await setTypes(['ORU', 'ADT']);
  const started = await start();
  const batchId = started.ok ? started.value.batchId : '';
  expect(await start()).toMatchObject({ refusal: { code: 'replay-under-way' } });
  await product.ctx.transaction((tx) => continueReplay(product.ctx, tx, batchId));
  expect(await newest()).toMatchObject({ state: 'running', total: KEPT_OUT, done: 20, wentIn: 20, madeByName: 'Hélène MARCHETTI' });
  const elsewhere = await product.person('referent', ['hauterive']);
  expect(await cancelReplay(product.as(elsewhere), { batchId })).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await cancelReplay(product.as(referent), { batchId })).toMatchObject({ ok: true });
  expect(await cancelReplay(product.as(referent), { batchId })).toMatchObject({ refusal: { code: 'replay-ended' } });
  await product.settle();
  expect(await newest()).toMatchObject({ state: 'cancelled', done: 20 });
  expect(await applied()).toBe(20);
  expect(await rows(sql`select 1 from audit_event where action in ('inbound.replay-period', 'inbound.replay-stop')`)).toHaveLength(2);
});

test('what a death left unheard is taken up again, and ends; each message goes in once, in its order', async () => {
  const started = await start();
  const batchId = started.ok ? started.value.batchId : '';
  await product.access.worker.execute(sql`delete from fact_task where subject_id = ${batchId}`);
  expect(await sweepReplays(product.ctx)).toEqual({ batches: 1 });
  expect(await sweepReplays(product.ctx)).toEqual({ batches: 0 });
  await product.settle();
  expect(await newest()).toMatchObject({ state: 'done', total: KEPT_OUT - 20, done: KEPT_OUT - 20, wentIn: KEPT_OUT - 20 });
  expect(await applied()).toBe(KEPT_OUT);
  expect(await rows(sql`select 1 from dossier where accession_number like '74%'`)).toHaveLength(KEPT_OUT);
  const order = await rows<{ rank: number; arrival: string }>(
    sql`select b.rank, m.arrival from replay_batch_message b join inbound_message m on m.id = b.message_id where b.batch_id = ${batchId} order by b.rank`,
  );
  expect(order.map(({ arrival }) => Number(arrival))).toEqual(order.map(({ arrival }) => Number(arrival)).toSorted((a, b) => a - b));
});

test('all of a period again, also what had gone in, makes no second result of one', async () => {
  const count = async () => (await rows<{ n: number }>(sql`select count(*)::int as n from observation_version`))[0]?.n;
  const before = await count();
  expect(await start({ scope: 'all' })).toMatchObject({ ok: true, value: { total: KEPT_OUT } });
  await product.settle();
  expect(await newest()).toMatchObject({ state: 'done', wentIn: KEPT_OUT });
  expect(await count()).toBe(before);
});

test('the database lets a référent stop it, and do nothing else to it', async () => {
  const ctx = product.as(referent);
  await expect(ctx.transaction((tx) => tx.execute(sql`update replay_batch set went_in = 0`))).rejects.toMatchObject({ cause: { code: '42501' } });
  const revived = await ctx.transaction((tx) => tx.execute(sql`update replay_batch set state = 'running' where state = 'cancelled' returning id`));
  expect([...revived]).toEqual([]);
  expect(WIRING.filter(({ fact }) => fact === 'replay.continued')).toHaveLength(1);
});
