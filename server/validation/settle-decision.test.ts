import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiveFrame } from '../inbound/receive-frame';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import { WIRING } from '../main/wiring';
import type { ProfessionalActor } from '../platform/actor';
import { runHandler } from '../platform/handlers';
import { testMessage } from '../simulator/test-message';
import { readDecidedObservationIds } from './read-decisions';

let product: TestValidation;
let helene: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation();
  helene = await product.person('biologist');
});
afterAll(() => product.end());

const decisionsOf = (dossierId: string) => product.rows(sql`select state from validation_decision where dossier_id = ${dossierId}`);
/** The values that report and LIS are told of. */
const coveredOf = async (dossierId: string) => {
  const decisions = await product.rows<{ id: string }>(sql`select id from validation_decision where dossier_id = ${dossierId}`);
  const { history } = await product.factsOf(dossierId);
  const covered = await product.ctx.transaction(async (tx) => (await Promise.all(decisions.map(({ id }) => readDecidedObservationIds(tx, id)))).flat());
  return history.filter(({ id }) => covered.includes(id)).map(({ values }) => values[0]);
};

test('a value corrected while it could be undone is neither released nor told to the LIS, and waits again; the rest has its effect', async () => {
  const number = product.freshNumber();
  const dossierId = await product.send(number, { results: [{ value: '6.9' }, { code: 'NA', label: 'Sodium', value: '140' }] });
  expect((await product.decide(helene, dossierId)).ok).toBe(true);
  await product.send(number, { results: [{ value: '4.1' }] });
  await product.wait(30);
  expect(await product.standings(dossierId)).toEqual(['awaiting', 'validated']);
  expect(await decisionsOf(dossierId)).toEqual([{ state: 'effective' }]);
  expect([await coveredOf(dossierId), await product.told(dossierId)]).toEqual([['140'], 1]);
});

test('a signature of which nothing stands any more is cancelled, with its trace, and tells nothing', async () => {
  const number = product.freshNumber();
  const dossierId = await product.send(number, { results: [{ value: '6.9' }] });
  expect((await product.decide(helene, dossierId)).ok).toBe(true);
  await product.send(number, { results: [{ value: '4.1' }] });
  await product.wait(30);
  expect(await decisionsOf(dossierId)).toEqual([{ state: 'cancelled' }]);
  expect([await product.standings(dossierId), await product.told(dossierId), await coveredOf(dossierId)]).toEqual([['awaiting'], 0, []]);
  const trail = await product.rows(
    sql`select outcome, detail ->> 'code' as code from audit_event where dossier_id = ${dossierId} and action = 'validation.settle'`,
  );
  expect(trail).toEqual([{ outcome: 'refused', code: 'corrected-meanwhile' }]);
});

/** A correction that the gateway has acknowledged while the worker was away. */
async function keepUncarried(accessionNumber: string, value: string): Promise<void> {
  product.clock.pass(1_000);
  const bytes = testMessage({ accessionNumber, sentAt: product.clock.now(), collectedAt: new Date('2026-11-21T02:45:00+01:00'), results: [{ value }] });
  await receiveFrame(product.ctx, { bytes, peer: '192.0.2.1:40000', acceptsTests: true });
}

test('what was acknowledged to the LIS goes in before a signature has its effect, whoever comes first to the queue', async () => {
  const number = product.freshNumber();
  const dossierId = await product.send(number, { results: [{ value: '6.9' }] });
  expect((await product.decide(helene, dossierId)).ok).toBe(true);
  await keepUncarried(number, '4.1');
  product.clock.pass(15_000);
  await runHandler(product.access.worker, WIRING, 'validation.settle', product.clock.now);
  expect(await decisionsOf(dossierId)).toEqual([{ state: 'pending' }]);
  await product.wait(5);
  expect(await decisionsOf(dossierId)).toEqual([{ state: 'cancelled' }]);
  expect([await product.standings(dossierId), await product.told(dossierId)]).toEqual([['awaiting'], 0]);
});

test('a message that cannot be carried in keeps a result back for five minutes at most', async () => {
  const number = product.freshNumber();
  const dossierId = await product.send(number, { results: [{ value: '6.9' }] });
  expect((await product.decide(helene, dossierId)).ok).toBe(true);
  await keepUncarried(number, '4.1');
  const settles = async (seconds: number) => {
    product.clock.pass(seconds * 1000);
    await runHandler(product.access.worker, WIRING, 'validation.settle', product.clock.now);
    return decisionsOf(dossierId);
  };
  expect(await settles(300)).toEqual([{ state: 'pending' }]);
  expect(await settles(20)).toEqual([{ state: 'effective' }]);
});
