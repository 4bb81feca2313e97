import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { WIRING } from '../main/wiring';
import type { ProfessionalActor } from '../platform/actor';
import { testMessage } from '../simulator/test-message';
import { IDENTITY } from './review-rules';

const HANDLERS = new Set(['inbound.apply', 'validation.follow', 'validation.settle', 'report.compose', 'report.review']);

let product: TestProduct;
let helene: ProfessionalActor;
beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  product = await openTestProduct({ wiring: WIRING.filter(({ handler }) => HANDLERS.has(handler)) });
  helene = await product.person('biologist');
});
afterAll(() => product.end());

let minute = 0;
const send = (given: Parameters<typeof testMessage>[0]) => {
  minute += 1;
  return product.receive(testMessage({ sentAt: new Date(Date.parse('2026-11-21T03:10:00+01:00') + minute * 60_000), ...given }));
};

const inForce = async (dossierId: string) => {
  const rows = await product.access.worker.execute<{ labels: string[]; isMarked: boolean; version: number }>(
    sql`select version, under_review as labels, under_review_since is not null as "isMarked" from report where dossier_id = ${dossierId} and superseded_at is null`,
  );
  return [...rows];
};

test('a released value that the LIS changes is marked at once, and the mark goes with the new version', async () => {
  await send({ accessionNumber: '26112190001', results: [{ value: '6.9' }] });
  const dossierId = await product.dossierId('26112190001');
  await product.validate(helene, dossierId);
  expect(await inForce(dossierId)).toEqual([{ version: 1, labels: [], isMarked: false }]);
  await send({ accessionNumber: '26112190001', results: [{ value: '4.1' }] });
  expect(await inForce(dossierId)).toEqual([{ version: 1, labels: ['Potassium'], isMarked: true }]);
  await product.validate(helene, dossierId);
  expect(await inForce(dossierId)).toEqual([{ version: 2, labels: [], isMarked: false }]);
});

test('a result attributed to the wrong patient is marked before any biologist has seen it', async () => {
  await send({ accessionNumber: '26112190002', results: [{ value: '6.9' }] });
  const dossierId = await product.dossierId('26112190002');
  await product.validate(helene, dossierId);
  await send({ accessionNumber: '26112190002', results: [{ value: '', status: 'W' }] });
  expect(await inForce(dossierId)).toEqual([{ version: 1, labels: ['Potassium'], isMarked: true }]);
});

test('an identity that changes after the release is marked on the report in force', async () => {
  const patient = { identifier: '0077001', ins: null };
  await send({ accessionNumber: '26112190003', patient, results: [{}] });
  const dossierId = await product.dossierId('26112190003');
  await product.validate(helene, dossierId);
  await send({ accessionNumber: '26112190003', patient: { ...patient, givenNames: ['CORRIGÉE'] }, results: [{}] });
  expect(await inForce(dossierId)).toEqual([{ version: 1, labels: [IDENTITY], isMarked: true }]);
});

test('a message that changes nothing marks nothing', async () => {
  await send({ accessionNumber: '26112190004', results: [{ value: '6.9' }] });
  const dossierId = await product.dossierId('26112190004');
  await product.validate(helene, dossierId);
  await send({ accessionNumber: '26112190004', results: [{ value: '6.9', status: 'F', responsible: null }] });
  expect(await inForce(dossierId)).toEqual([{ version: 1, labels: [], isMarked: false }]);
});
