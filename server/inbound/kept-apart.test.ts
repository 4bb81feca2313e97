import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import { resultsOf } from '../report/compose-rules';
import type { ReportContent } from '../report/types';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { readCard } from '../validation/read-card';
import { readGaps } from './mapping-tables';
import { type Choice, mendItem } from './mend-item';
import { listDesk } from './read-desk';

let product: TestProduct;
let biologist: ProfessionalActor;
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct();
  biologist = await product.person('biologist', ['valmont', 'hauterive']);
});
afterAll(() => product.end());

let numbers = 0;
const at = (hour: number) => new Date(`2026-11-21T0${hour}:00:00+01:00`);
const send = async (given: Partial<TestMessage>): Promise<string> => {
  const accessionNumber = `2611218${String((numbers += 1)).padStart(4, '0')}`;
  await product.receive(testMessage({ accessionNumber, ...given }));
  return product.dossierId(accessionNumber);
};
const mend = async (subject: string, choice: Choice) => {
  const referent = product.as(await product.person('referent'));
  const desk = await listDesk(referent);
  const line = desk.ok ? desk.value.items.find((item) => item.subject === subject) : undefined;
  const answer = await mendItem(referent, { itemId: line?.id ?? '', choice });
  await product.settle();
  return answer;
};
const potassiumOf = async (dossierId: string) => {
  const card = await readCard(product.as(biologist), { dossierId });
  if (!card.ok) throw new Error('the card can be read');
  const [result] = card.value.panels.flatMap((panel) => panel.results);
  return {
    priors: result?.priors.map(({ value }) => value),
    delta: result?.delta?.text ?? null,
    absence: result?.priorAbsence,
    columns: card.value.priorColumns.length,
  };
};
const report = async (dossierId: string): Promise<ReportContent> => {
  const [row] = await product.access.worker.execute<{ content: ReportContent } & Record<string, unknown>>(
    sql`select content from report where dossier_id = ${dossierId} order by version desc limit 1`,
  );
  if (!row) throw new Error('the report is there');
  return row.content;
};
const K = { code: 'K', label: 'Potassium', loincCode: '2823-3', value: '4.1', unit: 'mmol/L' };

describe('a unit that a référent set apart', () => {
  const patient = { identifier: '0009001', ins: null };

  test('is shown, compared with nothing, and nothing is compared with it', async () => {
    const apart = await send({ patient, collectedAt: at(0), results: [{ ...K, value: '160', unit: 'mg/L' }] });
    await product.validate(biologist, apart);
    const first = await send({ patient, collectedAt: at(1), results: [K] });
    expect(await potassiumOf(first)).toMatchObject({ priors: ['160'], columns: 1 });
    expect(await mend('2823-3 mg/L', { kind: 'unit', unit: '' })).toMatchObject({ ok: true });
    expect(await potassiumOf(first)).toEqual({ priors: [], delta: null, absence: 'Premier dosage connu.', columns: 0 });
    await product.validate(biologist, first);

    const second = await send({ patient, collectedAt: at(2), results: [{ ...K, value: '170', unit: 'mg/L' }] });
    expect(await potassiumOf(second)).toEqual({ priors: [], delta: null, absence: 'Unité gardée à part : comparée avec rien.', columns: 0 });
    await product.validate(biologist, second);
    expect(resultsOf(await report(second))[0]).toMatchObject({ value: '170', unit: 'mg/L', prior: null, priorAbsence: 'non comparé' });

    const third = await send({ patient, collectedAt: at(3), results: [{ ...K, value: '4.3' }] });
    expect(await potassiumOf(third)).toMatchObject({ priors: ['4,1'], delta: '+0,2', columns: 1 });
  });

  test('by one laboratory is not set apart for another', async () => {
    const [row] = await product.access.worker.execute<{ n: number } & Record<string, unknown>>(
      sql`select count(*)::int as n from local_readings(array[${referenceIds.laboratory('hauterive')}]::uuid[], array['2823-3'])`,
    );
    expect(row?.n).toBe(0);
  });
});

test('a local code means what its own laboratory means by it: never compared with another’s', async () => {
  const patient = { identifier: '0009002', ins: null };
  const local = { code: 'ZLOC', label: 'Dosage local', loincCode: null, unit: 'U/L' };
  const here = await send({ patient, collectedAt: at(0), results: [{ ...local, value: '10' }] });
  await product.validate(biologist, here);
  const again = await send({ patient, collectedAt: at(1), results: [{ ...local, value: '12' }] });
  expect(await potassiumOf(again)).toMatchObject({ priors: ['10'] });
  await product.access.worker.execute(sql`update dossier set laboratory_id = ${referenceIds.laboratory('hauterive')} where id = ${here}`);
  expect(await potassiumOf(again)).toMatchObject({ priors: [], absence: 'Premier dosage connu.' });
});

test('the chapter that a référent gave to a code is where the report puts it, and no gap any more', async () => {
  const result = { code: 'ZCHAP', label: 'Dosage rare', loincCode: null, value: '3' };
  const referent = product.as(await product.person('referent'));
  const laboratoryId = referenceIds.laboratory('valmont');
  const gaps = async () => {
    const read = await readGaps(referent, { laboratoryId });
    return read.ok ? read.value.gaps.filter(({ code }) => code === 'ZCHAP').map(({ kind }) => kind) : [];
  };
  const before = await send({ groups: [{ section: 'ZZ', results: [result] }] });
  expect(await gaps()).toEqual(['no-loinc', 'no-chapter']);
  await product.validate(biologist, before);
  expect((await report(before)).chapters.map(({ title }) => title)).toEqual(['Autres examens']);
  expect(await mend('ZCHAP', { kind: 'code', loinc: '', label: 'Dosage rare', chapter: 'Immunologie' })).toMatchObject({ ok: true });
  expect(await gaps()).toEqual(['no-loinc']);
  const after = await send({ groups: [{ section: 'ZZ', results: [result] }] });
  await product.validate(biologist, after);
  expect((await report(after)).chapters.map(({ title }) => title)).toEqual(['Immunologie']);
});
