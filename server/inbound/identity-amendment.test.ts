import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { WIRING } from '../main/wiring';
import type { ProfessionalActor } from '../platform/actor';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { testMovement } from './testing-movement';

/** Who somebody is never changes in silence under a signature (pain point 13). */
let product: TestProduct;
let biologist: ProfessionalActor;
beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  product = await openTestProduct({ wiring: WIRING.filter(({ handler }) => handler !== 'outbound.send') });
  biologist = await product.person('biologist');
});
afterAll(() => product.end());

let numbers = 0;
const fresh = (): string => `2611219${String((numbers += 1)).padStart(4, '0')}`;
const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
  [...(await product.access.worker.execute(statement))] as T[];

async function send(accessionNumber: string, patient: Partial<TestMessage['patient']>): Promise<string> {
  product.clock.pass(60_000);
  await product.receive(testMessage({ accessionNumber, sentAt: product.clock.now(), patient: { ins: null, ...patient } }));
  return product.dossierId(accessionNumber);
}
const amendmentsOf = (dossierId: string) =>
  rows<{ before: Record<string, unknown>; after: Record<string, unknown> }>(
    sql`select before, after from identity_amendment where dossier_id = ${dossierId} order by made_at`,
  );
const toldOf = async (dossierId: string) => (await rows(sql`select 1 from audit_event where action = 'patient.amend' and dossier_id = ${dossierId}`)).length;

test('a birth date corrected after validation makes an amendment, told and traced, and marks the report in force', async () => {
  const person = { identifier: 'A-1' };
  const dossierId = await send(fresh(), person);
  await product.validate(biologist, dossierId);
  const [report] = await rows<{ content: unknown }>(sql`select content from report where dossier_id = ${dossierId}`);
  await send((await rows<{ n: string }>(sql`select accession_number as n from dossier where id = ${dossierId}`))[0]?.n ?? '', {
    ...person,
    birthDate: '1979-03-29',
  });
  expect(await amendmentsOf(dossierId)).toMatchObject([{ before: { birthDate: '1979-03-28' }, after: { birthDate: '1979-03-29', identifier: 'A-1' } }]);
  expect(await toldOf(dossierId)).toBe(1);
  expect(await rows(sql`select name from fact where name = 'identity.amended' and dossier_id = ${dossierId} and subject_id = ${dossierId}`)).toHaveLength(1);
  expect(await rows(sql`select content, under_review from report where dossier_id = ${dossierId}`)).toEqual([
    { content: report?.content, under_review: ['Identité du patient'] },
  ]);
});

test('so it does in every dossier of the person that was decided, and in no other', async () => {
  const person = { identifier: 'A-2' };
  const [decided, waiting] = [await send(fresh(), person), await send(fresh(), person)];
  await product.validate(biologist, decided);
  product.clock.pass(60_000);
  await product.receive(testMovement({ event: 'A08', at: product.clock.now(), identifier: 'A-2', name: 'PAT-QUATRE^DOMINIQUE' }));
  expect(await amendmentsOf(decided)).toMatchObject([{ before: { birthFamilyName: 'PAT-TROIS' }, after: { birthFamilyName: 'PAT-QUATRE' } }]);
  expect(await amendmentsOf(waiting)).toEqual([]);
});

test('the same identity again, a used name, an older message make none', async () => {
  const number = fresh();
  const dossierId = await send(number, { identifier: 'A-3' });
  await product.validate(biologist, dossierId);
  await send(number, { identifier: 'A-3' });
  await send(number, { identifier: 'A-3', usedName: 'MARIEE' });
  await product.receive(testMovement({ event: 'A08', at: new Date('2026-11-20T00:00:00Z'), identifier: 'A-3', name: 'ANCIENNE^DOMINIQUE' }));
  expect(await amendmentsOf(dossierId)).toEqual([]);
});

test('a provisional identity that becomes the person’s after validation is one too', async () => {
  const number = fresh();
  const dossierId = await send(number, { identifier: 'P-4', reliability: 'PROV' });
  await product.validate(biologist, dossierId);
  await send(number, { identifier: 'A-4' });
  expect(await amendmentsOf(dossierId)).toMatchObject([{ before: { identifier: 'P-4' }, after: { identifier: 'A-4' } }]);
});

test('what changed is written once, also for the worker; the web server writes none', async () => {
  await expect(product.access.worker.execute(sql`update identity_amendment set after = '{}'`)).rejects.toMatchObject({ cause: { code: '42501' } });
  await expect(product.access.worker.execute(sql`delete from identity_amendment`)).rejects.toMatchObject({ cause: { code: '42501' } });
  await expect(product.access.web.execute(sql`update identity_amendment set settled_at = now()`)).rejects.toMatchObject({ cause: { code: '42501' } });
});
