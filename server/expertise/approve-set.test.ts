import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { seedProof } from '../main/seed/seed-proof';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { approveRuleSet } from './approve-set';
import { readRules } from './read-rule-sets';

let product: TestValidation;
let helene: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation({ rules: true });
  helene = await product.person('biologist');
});
afterAll(() => product.end());

const ofValmont = async (actor: ProfessionalActor) =>
  (await readRules(product.as(actor))).find(({ laboratoryId }) => laboratoryId === referenceIds.laboratory('valmont'));
const approve = async (actor: ProfessionalActor, input: { versionId: string; contentHash: string }) =>
  approveRuleSet(product.as(actor), input, await seedProof(product.as(actor), { act: 'approve-rules', contentHash: 'a'.repeat(64) }));
const call = { code: 'K', label: 'Potassium', loincCode: '2823-3', value: '6.9', unit: 'mmol/L', range: '3.5-5.1', flag: '' };

test('every rule is read in sentences made of what runs, by the laboratory and nobody else', async () => {
  const set = await ofValmont(helene);
  expect(set).toMatchObject({ version: 1, approval: null, mayApprove: true, isReadable: true });
  expect(set?.rules.map(({ describes }) => describes).join('\n')).toContain('Potassium');
  for (const rule of set?.rules ?? []) expect(rule.describes).not.toMatch(/undefined|\[object|false|NaN/);
  expect(await ofValmont(await product.person('biologist', ['hauterive']))).toBeUndefined();
  expect(await ofValmont(await product.person('technician'))).toMatchObject({ mayApprove: false });
});

test('a biologist of the laboratory approves what she has read, once; only then a call moves the list', async () => {
  const set = await ofValmont(helene);
  const input = { versionId: set?.versionId ?? '', contentHash: set?.contentHash ?? '' };
  const before = await product.send(product.freshNumber(), { results: [call], priority: 'routine' });
  expect(await approve(await product.person('biologist', ['hauterive']), input)).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await approve(await product.person('technician'), input)).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await approve(helene, { ...input, contentHash: 'b'.repeat(64) })).toMatchObject({ refusal: { code: 'rules-changed' } });
  expect(await approve(helene, input)).toMatchObject({ ok: true });
  expect(await approve(helene, input)).toMatchObject({ refusal: { code: 'rules-approved' } });
  expect(await ofValmont(helene)).toMatchObject({ approval: { name: helene.name } });
  const after = await product.send(product.freshNumber(), { results: [call], priority: 'routine' });
  expect([(await product.worklist(before))?.['rank'], (await product.worklist(after))?.['rank']]).toEqual([3, 0]);
  const traced = await product.rows(
    sql`select outcome, count(*)::int as count from audit_event where action = 'rules.approve' group by outcome order by outcome`,
  );
  expect(traced).toEqual([
    { outcome: 'done', count: 1 },
    { outcome: 'refused', count: 2 },
  ]);
});
