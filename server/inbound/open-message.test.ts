import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { Role } from '../platform/actor';
import { testMessage } from '../simulator/test-message';
import { openMessage } from './open-message';

let product: TestProduct;
let messageId = '';
const bytes = testMessage({ accessionNumber: '7001', controlId: 'OPEN1' });
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  product = await openTestProduct();
  await product.receive(bytes);
  const [row] = await product.access.worker.execute<{ id: string } & Record<string, unknown>>(sql`select id from inbound_message where control_id = 'OPEN1'`);
  messageId = row?.id ?? '';
});
afterAll(() => product.end());

test('the référent of the laboratory reads what a message says, and the trace says that she did', async () => {
  const ctx = product.as(await product.person('referent'));
  expect(await ctx.transaction((tx) => openMessage(tx, ctx, messageId, 'repair'))).toEqual(bytes);
  const traces = await product.access.worker.execute(sql`select subject_id, detail from audit_event where action = 'inbound.open'`);
  expect([...traces]).toEqual([{ subject_id: messageId, detail: { why: 'repair' } }]);
});

const OTHERS: readonly (readonly [Role, readonly ('valmont' | 'hauterive')[]])[] = [
  ['referent', ['hauterive']],
  ['referent', []],
  ['administrator', ['valmont']],
  ['manager', ['valmont']],
  ['biologist', ['valmont']],
  ['quality_manager', ['valmont']],
  ['remote_maintainer', ['valmont']],
];
test.each(OTHERS)('a %s of %j reads nothing, by raw SQL either, and leaves no trace of a reading', async (role, sites) => {
  const ctx = product.as(await product.person(role, sites));
  expect(await ctx.transaction((tx) => openMessage(tx, ctx, messageId, 'repair'))).toBeNull();
  expect([...(await ctx.transaction((tx) => tx.execute(sql`select inbound_raw(${messageId}::uuid) as raw`)))]).toEqual([{ raw: null }]);
});
