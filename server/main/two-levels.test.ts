import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { readCall } from '../alert/read-call';
import type { reportContentSchema } from '../report/types';
import { testMessage } from '../simulator/test-message';
import { openTestProduct, type TestProduct } from './testing';

/** From the message with OBX-23 to the report and the LIS: part, then whole, and both named (GBUI XIV-1, XIV-2). */
let product: TestProduct;
beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  product = await openTestProduct();
});
afterAll(() => product.end());

type Content = z.infer<typeof reportContentSchema>;
const rows = async <T>(statement: ReturnType<typeof sql>): Promise<T[]> => [...(await product.access.worker.execute(statement))] as T[];
const reports = (dossierId: string) => rows<{ content: Content }>(sql`select content from report where dossier_id = ${dossierId} order by version`);
const told = (dossierId: string) =>
  rows<{ text: string }>(sql`select convert_from(payload, 'LATIN1') as text from outbound_message where dossier_id = ${dossierId} and kind = 'decision'`);

test('the part releases nothing; the whole names who validated what, on the report and to the LIS', async () => {
  const executing = await product.person('biologist', ['hauterive'], { name: 'Karim HADDAD' });
  const sampling = await product.person('biologist', ['valmont']);
  await product.receive(
    testMessage({ accessionNumber: '26112190001', results: [{}, { code: 'TSH', label: 'TSH', value: '2.1', executedBy: 'LBM-HAUTERIVE' }] }),
  );
  const dossierId = await product.dossierId('26112190001');
  await product.validate(executing, dossierId, { codes: ['TSH'] });
  expect(await reports(dossierId)).toEqual([]);
  expect(await told(dossierId)).toEqual([]);
  await product.validate(sampling, dossierId);
  const [report] = await reports(dossierId);
  const results = report?.content.chapters.flatMap(({ panels }) => panels.flatMap((panel) => panel.results));
  expect(results?.find(({ label }) => label === 'TSH')?.performedBy).toContain('part validée par Karim HADDAD');
  expect(report?.content.validations.map(({ name, scope }) => [name, scope])).toEqual([
    ['Hélène MARCHETTI', 'pour l’ensemble des résultats rendus'],
    ['Karim HADDAD', expect.stringMatching(/^pour la part du laboratoire exécutant \(.*Hauterive.*\) : TSH$/)],
  ]);
  const [message] = await told(dossierId);
  const parts = message?.text.split('\r').filter((line) => line.startsWith('ZPV'));
  expect(parts).toHaveLength(1);
  expect(parts?.[0]).toMatch(/^ZPV\|1\|880000790\^.*\|RELAIS\|Karim HADDAD\|10002223334\|20261121/);
});

test('of what was executed at home nothing more is told', async () => {
  const sampling = await product.person('biologist', ['valmont']);
  await product.receive(testMessage({ accessionNumber: '26112190002', results: [{}] }));
  const dossierId = await product.dossierId('26112190002');
  await product.validate(sampling, dossierId);
  expect((await told(dossierId)).map(({ text }) => text.includes('ZPV'))).toEqual([false]);
  expect((await reports(dossierId))[0]?.content.validations).toHaveLength(1);
});

test('the ward is called by the sampling laboratory: whoever executes a part finds no call there, whoever has none finds no dossier', async () => {
  const [executing, neither] = [await product.person('biologist', ['hauterive']), await product.person('biologist', ['clairlieu'])];
  await product.receive(
    testMessage({ accessionNumber: '26112190003', results: [{}, { code: 'TSH', label: 'TSH', value: '2.1', executedBy: 'LBM-HAUTERIVE' }] }),
  );
  const dossierId = await product.dossierId('26112190003');
  await expect(readCall(product.as(executing), { dossierId })).resolves.toMatchObject({ value: { open: null, ended: [] } });
  await expect(readCall(product.as(neither), { dossierId })).resolves.toMatchObject({ refusal: { code: 'not-found' } });
});
