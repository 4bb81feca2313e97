import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { habilitated, rosterOf } from '../main/testing-duty';
import type { ProfessionalActor } from '../platform/actor';
import { testMessage } from '../simulator/test-message';
import { writePolicy } from '../wake/write-policy';
import { sweepNeeds } from './sweep-needs';

let product: TestProduct;
let anne: ProfessionalActor;
const stub = () => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
beforeAll(async () => {
  stub();
  product = await openTestProduct({ start: '2026-11-29T02:00:00+01:00' });
  anne = await habilitated(product, 'biologist', ['valmont'], { givenName: 'Anne', familyName: 'ARNAUD' });
  const manager = await habilitated(product, 'manager', ['valmont'], { title: '', givenName: 'Maud', familyName: 'MOREL' });
  await rosterOf(product).plan(manager, anne, ['valmont'], '2026-11-29T02:00', '2026-11-29T08:00');
});
beforeEach(stub);
afterAll(() => product.end());

const reasons = async () =>
  (
    await product.access.worker.execute<{ reason: string; state: string }>(
      sql`select reason, state from wake_attempt where user_id = ${anne.userId} order by asked_at, reason`,
    )
  ).map(({ reason, state }) => `${reason} ${state}`);

test('a critical result that nobody announces wakes whoever answers, once; an urgent delay only when her policy says so', async () => {
  const number = '26112910001';
  await product.receive(
    testMessage({
      sentAt: product.clock.now(),
      laboratory: 'LBM-VALMONT',
      accessionNumber: number,
      patient: { identifier: '1' },
      results: [{ value: '6.9', flag: 'HH' }],
    }),
  );
  await product.validate(anne, await product.dossierId(number));
  expect(await sweepNeeds(product.ctx)).toBe(0);
  product.clock.pass(3 * 60_000);
  expect(await sweepNeeds(product.ctx)).toBe(1);
  expect(await sweepNeeds(product.ctx)).toBe(0);
  expect(await reasons()).toEqual(['call asked']);
  const other = '26112910002';
  await product.receive(testMessage({ sentAt: product.clock.now(), laboratory: 'LBM-VALMONT', accessionNumber: other, patient: { identifier: '2' } }));
  const at = new Date(product.clock.now().getTime() + 10 * 60_000).toISOString();
  await product.access.worker.execute(sql`update worklist_entry set deadline_at = ${at} where accession_number = ${other}`);
  await writePolicy(product.as(anne), {
    siteIds: [referenceIds.site('valmont')],
    reasons: ['deadline'],
    from: '20:00',
    to: '08:00',
    fallbackMinutes: 3,
    smsNumber: '',
  });
  expect(await sweepNeeds(product.ctx)).toBe(1);
  expect(await reasons()).toContain('deadline asked');
});
