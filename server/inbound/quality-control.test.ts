import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { EXAMPLES } from '../main/testing-examples';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import type { CardResult } from '../validation/card-result';
import { readCard } from '../validation/read-card';

/** The examples of the integrator's document on samples, alarms and controls (5.4.16, 5.4.17), from the message to the card. */
let product: TestProduct;
let helene: ProfessionalActor;
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct();
  helene = await product.person('biologist');
  const profile = EXAMPLES.find(({ controlIds }) => controlIds.includes('ZRS1'))?.profile ?? '{}';
  await product.access.worker.execute(
    sql`update connection_profile set settings = settings || ${profile}::text::jsonb, version = version + 1 where sending_facility = 'LBM-VALMONT'`,
  );
});
afterAll(() => product.end());

const receive = (controlId: string, change = (text: string) => text) => {
  const example = EXAMPLES.find(({ controlIds }) => controlIds.includes(controlId));
  assert(example, 'the document shows it');
  return product.receive(Buffer.from(change(example.text)));
};
const cardOf = async (number = '26112100472') => {
  const card = await readCard(product.as(helene), { dossierId: await product.dossierId(number) });
  assert(card.ok, 'she may read it');
  return card.value;
};
const resultOf = async (code: string, number?: string): Promise<CardResult> => {
  const found = (await cardOf(number)).panels.flatMap(({ results }) => results).find(({ localCode }) => localCode === code);
  assert(found, 'the result is there');
  return found;
};

test('the card shows the sample in full, its indices, and what the analyser said of each value', async () => {
  await receive('ZRS1');
  const card = await cardOf();
  expect(card.specimens).toMatchObject([
    {
      kind: 'Sang veineux',
      condition: 'Hémolysé',
      description: 'Cathéter central',
      notes: ['Prélevé sur le bras perfusé.'],
      receivedAt: new Date('2026-11-21T00:45:00Z'),
    },
  ]);
  expect(card.panels.map(({ notes, statusAt, centrifugedAt }) => [notes, statusAt, centrifugedAt])).toEqual([
    [[], new Date('2026-11-21T02:18:00Z'), new Date('2026-11-21T00:55:00Z')],
  ]);
  expect(card.indices).toMatchObject([{ kind: 'haemolysis', value: '180', referenceRange: '0 – 15', flag: 'high' }]);
  expect(await resultOf('K')).toMatchObject({
    value: '6,9',
    analyserFlags: ['DELTA', 'HEMOLYSE'],
    qualityControl: 'conforme',
    qualityState: 'in',
    valuesBefore: ['7,2'],
    dilution: '5',
    controls: [],
  });
});

test('a control makes no dossier, is kept once, and stands beside what was measured with it', async () => {
  const dossiers = async () => (await product.access.worker.execute(sql`select 1 from dossier`)).length;
  const before = await dossiers();
  const shown = (await cardOf()).displayed;
  expect(await receive('CQ1')).toContain('MSA|AA');
  await receive('CQ1');
  await receive('CQ1', (text) =>
    text
      .replace('|CQ1|', '|CQ2|')
      .replace('20261121021200', '20261121021300')
      .replaceAll('20261121021000', '20261121020000')
      .replace('|6.4|', '|6.0|')
      .replace('|H|', '|N|'),
  );
  expect(await dossiers()).toBe(before);
  expect((await product.access.worker.execute(sql`select 1 from quality_control`)).length).toBe(4);
  const result = await resultOf('K');
  expect(result.controls).toMatchObject([{ level: 'Niveau 2', analyser: 'COBAS-1', value: '6.4', limits: '5.7 - 6.3', state: 'out' }]);
  expect((await resultOf('HEMOL')).controls).toEqual([]);
  // What she would sign is no longer what she had read.
  expect((await cardOf()).displayed).not.toBe(shown);
});

test('the rules of a dossier that comes after it hold the result back', async () => {
  await receive('ZRS1', (text) => text.replaceAll('26112100472', '26112100473').replace('|ZRS1|', '|ZRS2|').replace('|conforme|', '||'));
  const result = await resultOf('K', '26112100473');
  expect(result.findings.map(({ ruleCode, effect }) => [ruleCode, effect])).toContainEqual(['CQ-01', 'hold']);
});

test('a control of another analyser says nothing of it', async () => {
  await receive('ZRS1', (text) => text.replaceAll('26112100472', '26112100474').replace('|ZRS1|', '|ZRS3|').replaceAll('COBAS-1', 'COBAS-2'));
  expect((await resultOf('K', '26112100474')).controls).toEqual([]);
});

test('sent as OUL^R22, samples first, controls are kept each with its own level; of a patient such a message is refused', async () => {
  const levels = async () => [
    ...(await product.access.worker.execute(
      sql`select level, value from quality_control where value in ('4.1', '6.0') and measured_at >= '2026-11-21T01:14:00Z' order by level`,
    )),
  ];
  expect(await receive('CQ22')).toContain('MSA|AA');
  expect(await levels()).toEqual([
    { level: 'Niveau 1', value: '4.1' },
    { level: 'Niveau 2', value: '6.0' },
  ]);
  const before = (await product.access.worker.execute(sql`select 1 from dossier`)).length;
  expect(await receive('CQ22', (text) => text.replace('|CQ22|', '|CQ23|').replace('SPM|1|', 'PID|1||0004711^^^CH||PAT^X\rSPM|1|'))).toContain('MSA|AR');
  expect(await receive('CQ22', (text) => text.replace('|CQ22|', '|CQ24|').replace('|Q^', '|P^'))).toContain('MSA|AR');
  expect((await product.access.worker.execute(sql`select 1 from dossier`)).length).toBe(before);
});
