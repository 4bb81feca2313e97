import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dossier, observationVersion } from '../../db/schema/dossier';
import { openTestProduct, type TestProduct } from '../main/testing';
import { newId } from '../platform/ids';
import { testMessage } from '../simulator/test-message';
import { lockDossiersWithHistory } from './read-dossiers';

let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct({ start: '2026-11-21T10:00:00+01:00' });
  for (const accessionNumber of ['7001', '7002'])
    await product.receive(testMessage({ accessionNumber, controlId: `C${accessionNumber}`, sentAt: product.clock.now() }));
});
afterAll(() => product.end());

/** Until somebody waits for a row that another transaction holds. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const [row] = await product.access.worker.execute<{ n: number }>(
      sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (row && row.n > 0) return;
  }
}

test('a revision that comes while results are read, before the lock, is among them', async () => {
  const { worker } = product.access;
  const ids = [await product.dossierId('7001'), await product.dossierId('7002')];
  const [changed = '', other = ''] = ids;
  const locked = await product.ctx.transaction(async (tx) => {
    const [row] = await tx.select().from(observationVersion).where(eq(observationVersion.dossierId, changed)).limit(1);
    if (!row) throw new Error('the dossier has a result');
    await tx.insert(observationVersion).values({ ...row, id: newId(), version: row.version + 1, values: ['9.9'] });
    await tx
      .update(dossier)
      .set({ revision: sql`${dossier.revision} + 1` })
      .where(eq(dossier.id, changed));
    const reading = product.ctx.transaction((second) => lockDossiersWithHistory(second, ids));
    await someoneWaits();
    return { reading };
  });
  const known = new Map((await locked.reading).map((one) => [one.dossier.id, one]));
  expect(known.get(changed)?.observations[0]?.values).toEqual(['9.9']);
  expect(known.get(changed)?.history).toHaveLength(2);
  expect(known.get(other)?.history).toHaveLength(1);
  expect(await worker.select().from(dossier).where(inArray(dossier.id, ids))).toHaveLength(2);
});
