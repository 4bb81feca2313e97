import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { receiveFrame } from './receive-frame';

/** Results never move in silence from one person to another (threats.md 17, GBUI III-2b). */
let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

let numbers = 0;
const fresh = (): string => `2611216${String((numbers += 1)).padStart(4, '0')}`;
const PAUL = { identifier: '0008888', birthFamilyName: 'AUTRE', givenNames: ['PAUL'], birthDate: '1950-01-01', sex: 'M', ins: null } as const;

async function send(accessionNumber: string, patient: Partial<TestMessage['patient']>, given: Partial<TestMessage> = {}): Promise<string> {
  product.clock.pass(60_000);
  return product.receive(testMessage({ accessionNumber, sentAt: product.clock.now(), patient, ...given }));
}

const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
  [...(await product.access.worker.execute(statement))] as T[];

const stateOf = (accessionNumber: string) =>
  rows<{ id: string; revision: number; name: string; guaranteed: boolean; values: string }>(sql`
    select d.id, d.revision, p.birth_family_name as name, d.identity_guaranteed as guaranteed, (select string_agg(array_to_string(o.values, '/'), ' ' order by o.version) from observation_version o where o.dossier_id = d.id) as values
    from dossier d join patient p on p.id = d.patient_id where d.accession_number = ${accessionNumber}`);

const messagesOf = (accessionNumber: string) =>
  rows(
    sql`select state, failure_code as failure, answer_code as answer from inbound_message where ${accessionNumber} = any (accession_numbers) order by arrival`,
  );

const identityRepairs = (dossierId: string | undefined) =>
  rows(sql`select subject from repair_item where kind = 'identity' and dossier_id = ${dossierId ?? null}`);

describe('results under the number of somebody else’s dossier', () => {
  test('are acknowledged and kept, change nothing, and wait for a person', async () => {
    const number = fresh();
    await send(number, {});
    const before = await stateOf(number);
    const answer = await send(number, PAUL, { results: [{ value: '7.7' }], encounter: { ward: 'REA' } });
    expect(answer).toContain('|AA|');
    expect(await stateOf(number)).toEqual(before);
    expect(await rows(sql`select ward_code from dossier where accession_number = ${number}`)).toEqual([{ ward_code: 'URG' }]);
    expect(await messagesOf(number)).toEqual([
      { state: 'applied', failure: null, answer: 'AA' },
      { state: 'quarantined', failure: 'other_patient', answer: 'AA' },
    ]);
    expect(await identityRepairs(before[0]?.id)).toEqual([{ subject: '0008888' }]);
    expect(await rows(sql`select 1 from patient where identifier = '0008888'`)).toEqual([]);
    expect(await rows(sql`select outcome from audit_event where action = 'inbound.apply' order by sequence desc limit 1`)).toEqual([{ outcome: 'refused' }]);
  });

  test('later messages of the right person go on', async () => {
    const number = fresh();
    await send(number, {});
    await send(number, PAUL);
    await send(number, {}, { results: [{ value: '4.3' }] });
    expect(await stateOf(number)).toMatchObject([{ name: 'PAT-TROIS', revision: 2, values: '4.1 4.3' }]);
  });

  test('another birth date and another name under the same number are another person', async () => {
    const number = fresh();
    await send(number, {});
    await send(number, { ...PAUL, identifier: '0004711' }, { results: [{ value: '7.7' }] });
    expect(await stateOf(number)).toMatchObject([{ name: 'PAT-TROIS', revision: 1, values: '4.1' }]);
  });

  test('at the very first moment: of two persons at once the first keeps the dossier', async () => {
    const number = fresh();
    const messages = [{}, PAUL].map((patient) => testMessage({ accessionNumber: number, patient }));
    await Promise.all(messages.map((bytes) => receiveFrame(product.ctx, { bytes, peer: '192.0.2.1', acceptsTests: true })));
    await Promise.all([product.settle(), product.settle()]);
    expect((await messagesOf(number)).map(({ state }) => String(state)).toSorted()).toEqual(['applied', 'quarantined']);
    expect(await stateOf(number)).toHaveLength(1);
  });

  test('a corrected birth date is the same person', async () => {
    const number = fresh();
    await send(number, {});
    await send(number, { birthDate: '1979-03-29' }, { results: [{ value: '4.4' }] });
    expect(await stateOf(number)).toMatchObject([{ revision: 2, values: '4.1 4.4' }]);
    await send(number, { birthDate: '1979-03-28' });
  });
});

describe('an identity that is not guaranteed', () => {
  const provisional = { reliability: 'PROV', ins: null, birthFamilyName: 'PROVISOIRE', givenNames: ['X'], birthDate: '1990-01-01' } as const;

  test('never links to the person of the same number, nor overwrites her', async () => {
    const number = fresh();
    await send(fresh(), {});
    await send(number, provisional);
    expect(await stateOf(number)).toMatchObject([{ name: 'PROVISOIRE', guaranteed: false }]);
    expect(await rows(sql`select birth_family_name as name from patient where identifier = '0004711' and lone_dossier = ''`)).toEqual([{ name: 'PAT-TROIS' }]);
  });

  test('serves one dossier alone, also when another laboratory of the hospital uses the same number', async () => {
    const number = fresh();
    await send(number, provisional, { laboratory: 'LBM-HAUTERIVE' });
    await send(number, { ...provisional, birthFamilyName: 'AUTRE', birthDate: '1950-01-01' }, { laboratory: 'LBM-CLAIRLIEU' });
    expect((await stateOf(number)).map(({ name }) => name).toSorted()).toEqual(['AUTRE', 'PROVISOIRE']);
  });

  test('gets its number once it is known, when name, sex and birth date are hers', async () => {
    const number = fresh();
    await send(number, { reliability: 'PROV', identifier: 'P-77', ins: null });
    await send(number, {});
    expect(await stateOf(number)).toMatchObject([{ name: 'PAT-TROIS', guaranteed: true }]);
    expect(await rows(sql`select p.identifier from patient p join dossier d on d.patient_id = p.id where d.accession_number = ${number}`)).toEqual([
      { identifier: '0004711' },
    ]);
  });
});

test('a new dossier under a number that belongs to somebody else stands alone, with its mention, and she keeps her name', async () => {
  await send(fresh(), {});
  const number = fresh();
  await send(number, { ...PAUL, identifier: '0004711' }, { results: [{ value: '7.7' }] });
  const [dossier] = await stateOf(number);
  expect(dossier).toMatchObject({ name: 'AUTRE', guaranteed: false, values: '7.7' });
  expect(await identityRepairs(dossier?.id)).toEqual([{ subject: '0004711' }]);
  expect(await rows(sql`select birth_family_name as name from patient where identifier = '0004711' and lone_dossier = ''`)).toEqual([{ name: 'PAT-TROIS' }]);
});

test('an older message never undoes an identity, an absent address leaves the known one', async () => {
  const person = { identifier: '0005555', ins: null, birthFamilyName: 'JEUNE', usedName: 'NOUVEAU' } as const;
  await send(fresh(), person);
  await product.receive(
    testMessage({
      accessionNumber: fresh(),
      sentAt: new Date(product.clock.now().getTime() - 3_600_000),
      patient: { ...person, usedName: 'ANCIEN', email: 'ancien@courriel.example' },
    }),
  );
  await send(fresh(), { ...person, email: null, mobilePhone: null });
  expect(
    await rows(sql`select used_family_name as used, email, phone, email_confirmed_at is not null as confirmed from patient where identifier = '0005555'`),
  ).toEqual([{ used: 'NOUVEAU', email: 'dominique.pat-trois@courriel.example', phone: '0639980001', confirmed: true }]);
});

test('a new address under a provisional word is not confirmed: nothing is ever sent to it', async () => {
  const number = fresh();
  await send(number, { identifier: '0006666', reliability: 'PROV', ins: null, email: 'x@courriel.example' });
  expect(await rows(sql`select email, email_confirmed_at as at from patient where identifier = '0006666'`)).toEqual([
    { email: 'x@courriel.example', at: null },
  ]);
});
