import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { closeCall } from '../alert/close-call';
import { readCall } from '../alert/read-call';
import { openTestProduct, type TestProduct } from '../main/testing';
import { RECEIVED_MESSAGES } from '../main/wiring';
import { assert } from '../platform/assert';
import { newId } from '../platform/ids';
import { testMessage } from '../simulator/test-message';
import { sweepOutbound } from './sweep-outbound';

let product: TestProduct;
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

test('an announcement whose telling was lost is told by the sweeper, once', async () => {
  await product.receive(testMessage({ accessionNumber: '26112100731', results: [{ value: '6.9', flag: 'HH' }] }));
  const dossierId = await product.dossierId('26112100731');
  const biologist = await product.person('biologist');
  await product.validate(biologist, dossierId);
  const read = await readCall(product.as(biologist), { dossierId });
  assert(read.ok && read.value.open, 'a critical value is to be announced');
  const { callId, values } = read.value.open;
  const readBack = values.map(({ observationVersionId, value }) => ({ observationVersionId, repeated: value }));
  const taken = { isIdentityRepeated: true, spokenTo: 'Dr Samuel KELLER', quality: 'médecin de garde', place: '', number: '' };
  expect((await closeCall(product.as(biologist), { callId, readBack, ...taken, idempotencyKey: newId() })).ok).toBe(true);
  await product.access.worker.execute(sql`delete from fact_task where subject_id = ${callId}`);
  await product.settle();
  const told = () => product.access.worker.execute(sql`select 1 from outbound_message where kind = 'announcement' and source_id = ${callId}`);
  expect(await told()).toHaveLength(0);
  product.clock.pass(120_000);
  expect((await sweepOutbound(product.ctx, RECEIVED_MESSAGES)).untold).toBe(1);
  expect(await told()).toHaveLength(1);
  product.clock.pass(120_000);
  expect((await sweepOutbound(product.ctx, RECEIVED_MESSAGES)).untold).toBe(0);
});
