import { eq } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dossier, observationVersion } from '../../db/schema/dossier';
import { openTestProduct, type TestProduct } from '../main/testing';
import { newId } from '../platform/ids';
import { testMessage } from '../simulator/test-message';

let product: TestProduct;
let version = 100;
beforeAll(async () => {
  product = await openTestProduct({ start: '2026-11-21T10:00:00+01:00' });
  await product.receive(testMessage({ accessionNumber: '7001', controlId: 'C7001', sentAt: product.clock.now(), results: [{ code: 'NA' }, { code: 'K' }] }));
});
afterAll(() => product.end());

const added = async (fields: Partial<typeof observationVersion.$inferInsert>) => {
  const db = product.access.worker;
  const rows = await db.select().from(observationVersion).limit(2);
  return db.insert(observationVersion).values(rows.map((row, index) => ({ ...row, id: newId(), version: (version += 1), ...(index === 1 ? fields : {}) })));
};

test.each(['dossierId', 'patientId', 'serviceRequestId'] as const)('refuses a result whose %s is not there, and those beside it', async (field) => {
  await expect(added({ [field]: newId() })).rejects.toMatchObject({ cause: { code: '23503' } });
});

test('takes results of what is there', async () => {
  await expect(added({})).resolves.toBeDefined();
});

test.each(['dossier', 'patient', 'service_request'])('refuses the removal of a row of %s, also to its owner', async (table) => {
  const owner = postgres(product.access.database.ownerUrl, { max: 1, onnotice: () => undefined });
  await expect(owner.unsafe(`delete from ${table} where false`)).rejects.toMatchObject({ code: '23503' });
  await expect(owner.unsafe(`truncate ${table} cascade`)).rejects.toMatchObject({ code: '23503' });
  await owner.end();
  expect(await product.access.worker.select().from(dossier).where(eq(dossier.accessionNumber, '7001'))).toHaveLength(1);
});
