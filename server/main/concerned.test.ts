import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ProfessionalActor } from '../platform/actor';
import { testMessage } from '../simulator/test-message';
import { openTestProduct, type TestProduct } from './testing';

let product: TestProduct;
let biologist: ProfessionalActor;
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct({ start: '2026-11-21T10:00:00+01:00' });
  biologist = await product.person('biologist');
});
afterAll(() => product.end());

/** Two messages of a dossier: what the second one says, who heard of. */
async function heardOfCorrection(accessionNumber: string, between: (dossierId: string) => Promise<unknown>): Promise<string[]> {
  const send = (value: string) => {
    product.clock.pass(60_000);
    return product.receive(
      testMessage({ accessionNumber, controlId: `C${accessionNumber}${value}`, sentAt: product.clock.now(), results: [{ code: 'K', value }] }),
    );
  };
  await send('4.1');
  const dossierId = await product.dossierId(accessionNumber);
  await between(dossierId);
  const [{ last } = { last: 0 }] = await product.access.worker.execute<{ last: number }>(sql`select max(id)::int as last from fact`);
  await send('5.9');
  const rows = await product.access.worker.execute<{ handler: string }>(
    sql`select distinct handler from fact_task where name = 'dossier.revised' and dossier_id = ${dossierId} and fact_id > ${last} order by 1`,
  );
  return rows.map(({ handler }) => handler);
}

const ALWAYS = ['expertise.conclude', 'statistics.follow', 'validation.follow'];
const DECIDED = ['alert.follow', 'delivery.follow', 'outbound.compare', 'report.review'];

test('a dossier on which nothing was decided concerns nobody who follows decisions', async () => {
  expect(await heardOfCorrection('7001', async () => undefined)).toEqual(ALWAYS);
});

test('one on which something was decided concerns them all', async () => {
  expect(await heardOfCorrection('7002', (dossierId) => product.validate(biologist, dossierId))).toEqual([...ALWAYS, ...DECIDED].toSorted());
});
