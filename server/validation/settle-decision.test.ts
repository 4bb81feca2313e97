import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
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
