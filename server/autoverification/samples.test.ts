import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NORMAL_POTASSIUM, openTestAutoverification, type TestAutoverification } from '../main/testing-autoverification';
import type { ProfessionalActor } from '../platform/actor';
import { openSample, readSamples, reviewSample } from './review-sample';

let product: TestAutoverification;
let helene: ProfessionalActor;
let karim: ProfessionalActor;
let id: string;
beforeAll(async () => {
  product = await openTestAutoverification();
  helene = await product.person('biologist');
  karim = await product.person('biologist', ['valmont'], { name: 'Dr Karim HADDAD' });
  await product.onDuty(helene);
  await product.approve(helene);
  await product.accept(helene, { samplePercent: 100 });
  await product.putOn(helene);
  const dossierId = await product.send(product.freshNumber(), { priority: 'routine', results: [NORMAL_POTASSIUM] });
  await product.wait(11);
  id = (await product.automatic(dossierId))[0]?.id ?? '';
});
afterAll(() => product.end());

test('what took effect is drawn once it has, by its share; what waits says nothing of what was done', async () => {
  const samples = await readSamples(product.as(karim));
  expect(samples).toMatchObject({ ok: true, value: { waiting: [{ id }], looked: [], months: [{ drawn: 1, looked: 0, disagreed: 0 }] } });
  expect(JSON.stringify(samples.ok && samples.value.waiting)).not.toMatch(/auto|control/i);
  const opened = await openSample(product.as(karim), { id });
  expect(opened).toMatchObject({ ok: true, value: { shown: { results: [{ label: 'Potassium' }] } } });
  expect(JSON.stringify(opened)).not.toMatch(/PAT-TROIS|MARCHETTI|verdict|auto/);
});

test('nobody elsewhere, no technician; who would not have validated says why, once; only then it is told', async () => {
  expect(await openSample(product.as(await product.person('biologist', ['hauterive'])), { id })).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await openSample(product.as(await product.person('technician')), { id })).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await reviewSample(product.as(karim), { id, wouldValidate: false, remark: ' ' })).toMatchObject({ refusal: { code: 'sample-needs-remark' } });
  expect(await reviewSample(product.as(karim), { id, wouldValidate: false, remark: 'Hémolyse visible' })).toMatchObject({
    ok: true,
    value: { wasAutomatic: true, agrees: false },
  });
  expect(await reviewSample(product.as(helene), { id, wouldValidate: true, remark: '' })).toMatchObject({ refusal: { code: 'sample-looked' } });
  expect(await openSample(product.as(helene), { id })).toMatchObject({ refusal: { code: 'sample-looked' } });
  expect(await readSamples(product.as(karim))).toMatchObject({
    value: { waiting: [], looked: [{ by: 'Dr Karim HADDAD', wouldValidate: false, wasAutomatic: true }], months: [{ looked: 1, disagreed: 1 }] },
  });
});

test('the key of the draw is nobody’s to read but the worker’s', async () => {
  await expect(product.access.web.execute(sql`select key from autoverification_secret`)).rejects.toMatchObject({ cause: { code: '42501' } });
});
