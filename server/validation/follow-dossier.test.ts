import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { sweepValidation } from './sweep';

let product: TestValidation;
let helene: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation();
  helene = await product.person('biologist');
});
afterAll(() => product.end());

describe('F from the LIS', () => {
  const responsible = { code: 'BIO003', familyName: 'GÉRARD', givenName: 'Paul' };

  test('of the own laboratory, named, is published without a biologist, once', async () => {
    const number = product.freshNumber();
    const dossierId = await product.send(number, { results: [{ status: 'F', responsible }] });
    expect([await product.standings(dossierId), await product.told(dossierId)]).toEqual([['validated'], 1]);
    await product.send(number, { results: [{ status: 'F', responsible }] });
    expect(await product.told(dossierId)).toBe(1);
    expect(await product.rows(sql`select kind, decider_name as name, user_id from validation_decision where dossier_id = ${dossierId}`)).toEqual([
      { kind: 'lis', name: 'Paul GÉRARD', user_id: null },
    ]);
    expect(await product.rows(sql`select outcome from audit_event where action = 'validation.follow-lis' and dossier_id = ${dossierId}`)).toEqual([
      { outcome: 'done' },
    ]);
  });

  test.each([
    ['without a name', { status: 'F', responsible: null }],
    ['from an executing laboratory', { status: 'F', responsible, executedBy: 'LBM-HAUTERIVE' as const }],
    ['that is none: R with a name', { status: 'R', responsible }],
  ])('%s waits for a biologist', async (_what, result) => {
    const dossierId = await product.send(product.freshNumber(), { results: [result] });
    expect([await product.standings(dossierId), await product.told(dossierId)]).toEqual([['awaiting'], 0]);
  });

  test('echoing our own decision changes nothing', async () => {
    const number = product.freshNumber();
    const dossierId = await product.send(number);
    expect(await product.decide(helene, dossierId)).toMatchObject({ ok: true });
    await product.wait(11);
    await product.send(number, { results: [{ status: 'F', responsible }] });
    expect([await product.standings(dossierId), await product.told(dossierId)]).toEqual([['validated'], 1]);
  });
});

test('the sweeper rebuilds what is missing, and settles a signature whose task was lost', async () => {
  const dossierId = await product.send(product.freshNumber());
  await product.decide(helene, dossierId);
  await product.rows(sql`delete from fact_task where state = 'open'`);
  await product.rows(sql`update worklist_entry set revision = 0 where dossier_id = ${dossierId}`);
  await product.wait(60);
  expect(await product.standings(dossierId)).toEqual(['pending']);
  expect(await sweepValidation(product.ctx)).toEqual({ projections: 1, decisions: 1 });
  await product.settle();
  expect([await product.standings(dossierId), await product.told(dossierId)]).toEqual([['validated'], 1]);
  expect(await product.worklist(dossierId)).toMatchObject({ standing: 'validated', revision: 1 });
  expect(await sweepValidation(product.ctx)).toEqual({ projections: 0, decisions: 0 });
});
