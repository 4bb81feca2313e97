import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { habilitated, rosterOf } from '../main/testing-duty';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { testMessage } from '../simulator/test-message';
import { makeDigests } from './make-digests';
import { readDigests } from './read-digests';

let product: TestProduct;
let anne: ProfessionalActor;
const at = (instant: string) => product.clock.pass(new Date(instant).getTime() - product.clock.now().getTime());

beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct({ start: '2026-11-28T18:00:00+01:00' });
  anne = await habilitated(product, 'biologist', ['valmont'], { givenName: 'Anne', familyName: 'ARNAUD' });
  const manager = await habilitated(product, 'manager', ['valmont'], { title: '', givenName: 'Maud', familyName: 'MOREL' });
  await rosterOf(product).plan(manager, anne, ['valmont'], '2026-11-28T20:00', '2026-11-29T08:00');
});
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
afterAll(() => product.end());

const arrives = (accessionNumber: string) =>
  product.receive(testMessage({ sentAt: product.clock.now(), laboratory: 'LBM-VALMONT', accessionNumber, patient: { identifier: accessionNumber.slice(-4) } }));
const read = async () => {
  const outcome = await readDigests(product.as(anne));
  assert(outcome.ok, 'the mornings are read');
  return outcome.value.digests;
};

test('proves at seven that what the night brought adds up, names what is unfinished, and is never written anew', async () => {
  await arrives('26112810001');
  at('2026-11-28T21:00:00+01:00');
  await arrives('26112810002');
  await arrives('26112810003');
  await product.validate(anne, await product.dossierId('26112810002'));
  at('2026-11-29T06:59:00+01:00');
  expect(await makeDigests(product.ctx)).toBe(0);
  at('2026-11-29T07:00:00+01:00');
  expect(await makeDigests(product.ctx)).toBe(1);
  expect(await makeDigests(product.ctx)).toBe(0);
  const [digest] = await read();
  expect(digest).toMatchObject({ day: '2026-11-29', isBalanced: true, isAsWritten: true });
  expect(digest?.numbers).toMatchObject({ received: 2, validated: 1, waiting: 1, lost: 0, signedByHer: 1 });
  expect(digest?.lines.filter(({ kind }) => kind === 'waiting').map(({ number }) => number)).toEqual(['26112810003']);
  await expect(product.access.worker.execute(sql`update night_digest set numbers = '{}'`)).rejects.toMatchObject({ cause: { code: '42501' } });
});

test('a dossier that no list knows is said to be lost, and the account does not add up', async () => {
  at('2026-11-29T22:00:00+01:00');
  const manager = await habilitated(product, 'manager', ['valmont'], { title: '', givenName: 'Max', familyName: 'MOREL' });
  await rosterOf(product).plan(manager, anne, ['valmont'], '2026-11-29T22:00', '2026-11-30T08:00');
  await arrives('26112910001');
  const lost = await product.dossierId('26112910001');
  await product.access.worker.execute(sql`update worklist_entry set revision = revision - 1 where dossier_id = ${lost}`);
  at('2026-11-30T07:30:00+01:00');
  expect(await makeDigests(product.ctx)).toBe(1);
  const [digest] = await read();
  expect(digest).toMatchObject({ day: '2026-11-30', isBalanced: false });
  expect(digest?.lines.filter(({ kind }) => kind === 'lost').map(({ number }) => number)).toEqual(['26112910001']);
});

test('is made for yesterday when the product was down all morning, and for nobody where nobody answered', async () => {
  at('2026-12-02T03:00:00+01:00');
  expect(await makeDigests(product.ctx)).toBe(0);
  expect((await read()).map(({ day }) => day)).toEqual(['2026-11-30', '2026-11-29']);
});
