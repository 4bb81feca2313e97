import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { SWEEPERS } from '../main/wiring';
import { testMessage } from '../simulator/test-message';
import { KEPT_DAYS, sweepDoneTasks } from './sweep-done-tasks';

process.env['NEXTAUTH_SECRET'] ??= 'a secret that is only for the tests';

let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
  await product.receive(testMessage({ accessionNumber: '26112177001', sentAt: product.clock.now() }));
  await product.validate(await product.person('biologist'), await product.dossierId('26112177001'));
  await product.settle();
});
afterAll(() => product.end());

const rows = async (statement: ReturnType<typeof sql>) => [...(await product.access.worker.execute(statement))];
const count = async () =>
  (
    await rows(sql`select (select count(*)::int from fact_task where state = 'done') as done, (select count(*)::int from fact_task where state = 'open') as open,
      (select count(*)::int from fact) as facts`)
  )[0];
const later = (days: number) => ({ ...product.ctx, now: () => new Date(product.clock.now().getTime() + days * 86_400_000) });

test('leaves everything that is younger than a month', async () => {
  const before = await count();
  expect(await sweepDoneTasks(later(KEPT_DAYS - 1))).toEqual({ tasks: 0, facts: 0, jobs: 0 });
  expect(await count()).toEqual(before);
});

test('takes away what was done a month ago with its facts, leaves what is open and the fact behind it, and no other sweeper tells anything again', async () => {
  await rows(sql`update fact_task set state = 'open', done_at = null, due_at = 'infinity' where id = (select max(id) from fact_task)`);
  const before = await count();
  const swept = await sweepDoneTasks(later(KEPT_DAYS + 1));
  expect(swept).toMatchObject({ tasks: before?.['done'] });
  expect(swept.facts).toBeGreaterThan(0);
  // An outbound message without an address is still to be sent: its task is open as well.
  const after = await count();
  expect(after).toMatchObject({ done: 0, open: before?.['open'] });
  expect(await rows(sql`select 1 from fact_task t left join fact f on f.id = t.fact_id where f.id is null`)).toEqual([]);
  await rows(sql`delete from fact_task where due_at = 'infinity'`);
  for (const sweeper of SWEEPERS.filter(({ name }) => ['inbound', 'report', 'validation', 'delivery'].includes(name))) await sweeper.run(later(KEPT_DAYS + 1));
  expect(await rows(sql`select name, handler from fact_task where handler in ('inbound.apply', 'report.compose') and state = 'open'`)).toEqual([]);
  expect(await sweepDoneTasks(later(KEPT_DAYS + 1))).toMatchObject({ tasks: 0 });
});
