import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listRepairs } from '../api/exchanges';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { askCorrection } from './ask-correction';
import { importMappings, readGaps, readMappingTable, restoreMappings } from './mapping-tables';
import { type Choice, mendItem } from './mend-item';
import { discardMessage, replayMessage, takeBackMessage } from './mend-message';
import { listDesk, openDesk, readForgottenRepairs } from './read-desk';
import { replayAlike } from './replay-alike';
import { readReplays } from './replay-period';
import { sweepRepair } from './sweep-repair';

process.env['NEXTAUTH_SECRET'] ??= 'a secret that is only for the tests';

let product: TestProduct;
let referent: Context<ProfessionalActor>;
let elsewhere: Context<ProfessionalActor>;
beforeAll(async () => {
  product = await openTestProduct();
  referent = product.as(await product.person('referent'));
  elsewhere = product.as(await product.person('referent', ['hauterive']));
});
afterAll(() => product.end());

let numbers = 0;
const fresh = () => `2611219${String((numbers += 1)).padStart(4, '0')}`;
const send = async (given: Partial<TestMessage>) => {
  const accessionNumber = given.accessionNumber ?? fresh();
  await product.receive(testMessage({ ...given, accessionNumber }));
  return accessionNumber;
};
const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
  [...(await product.access.worker.execute(statement))] as T[];
const deskOf = async (ctx: Context) => {
  const desk = await listDesk(ctx);
  return desk.ok ? desk.value.items : [];
};
const lineOf = async (subject: string, ctx = referent) => (await deskOf(ctx)).find((line) => line.subject === subject);
const mend = async (subject: string, choice: Choice, ctx = referent) => {
  const answer = await mendItem(ctx, { itemId: (await lineOf(subject))?.id ?? '', choice });
  await product.settle();
  return answer;
};
const codesOf = (accessionNumber: string) =>
  rows<{
    code: string;
    version: number;
  }>(sql`select distinct on (o.observation_key) o.code, o.version from observation_version o join dossier d on d.id = o.dossier_id
    where d.accession_number = ${accessionNumber} order by o.observation_key, o.version desc`);

describe('a prescriber whom the directory does not know', () => {
  test('is matched once for every report that waits, and for the sequel; the second référent is told by whom', async () => {
    const accessions = [await send({ prescriberRpps: '10001234576' }), await send({ prescriberRpps: '10001234576' })];
    const line = await lineOf('10001234576');
    expect(line).toMatchObject({ kind: 'unknown_prescriber', waiting: 2 });
    const opened = await openDesk(referent, { id: line?.id ?? '', isMessage: false });
    expect(opened.ok && opened.value.candidates[0]).toMatchObject({ target: referenceIds.prescriber('10001234567'), nearness: 'swapped-digits' });
    const choice = { kind: 'prescriber', prescriberId: referenceIds.prescriber('10001234567') } as const;
    expect(await mend('10001234576', choice)).toMatchObject({ ok: true });
    expect(await mendItem(referent, { itemId: line?.id ?? '', choice })).toMatchObject({
      refusal: { code: 'already-mended', detail: { by: 'Hélène MARCHETTI' } },
    });
    accessions.push(await send({ prescriberRpps: '10001234576' }));
    for (const number of accessions) {
      expect(await rows(sql`select prescriber_id from dossier where accession_number = ${number}`)).toEqual([{ prescriber_id: choice.prescriberId }]);
    }
    expect(await lineOf('10001234576')).toBeUndefined();
    expect(await rows(sql`select 1 from audit_event where action = 'inbound.open' and subject_id = ${line?.messageId ?? ''}`)).not.toEqual([]);
  });

  test('is created only with a number whose key is right', async () => {
    await send({ prescriberRpps: '10999999999' });
    const person = { kind: 'new-prescriber', familyName: 'LEROY', givenName: 'Hugues', specialty: '' } as const;
    expect(await mend('10999999999', { ...person, rppsNumber: '10999999998' })).toMatchObject({ refusal: { code: 'wrong-rpps' } });
    expect(await mend('10999999999', { ...person, rppsNumber: '10999999990' })).toMatchObject({ ok: false });
    const right = Array.from({ length: 10 }, (_, key) => `1099999999${key}`);
    const answers = [];
    for (const rppsNumber of right) if (await lineOf('10999999999')) answers.push((await mend('10999999999', { ...person, rppsNumber })).ok);
    expect(answers.filter(Boolean)).toHaveLength(1);
  });
});

describe('a code without LOINC', () => {
  test('once mapped names what waits, and leaves what was signed as it was signed, also when it is sent again', async () => {
    const biologist = await product.person('biologist');
    const signed = await send({ results: [{ code: 'ZRB', value: '1' }] });
    await product.validate(biologist, await product.dossierId(signed));
    const waiting = await send({ results: [{ code: 'ZRB', value: '2' }] });
    const opened = await openDesk(referent, { id: (await lineOf('ZRB'))?.id ?? '', isMessage: false });
    expect(opened.ok && opened.value.reach).toEqual({ waiting: 1, decided: 1, dossiers: 2 });
    expect(await mend('ZRB', { kind: 'code', loinc: '5385-1', label: '', chapter: '' })).toMatchObject({ refusal: { code: 'wrong-loinc' } });
    expect(await mend('ZRB', { kind: 'code', loinc: '2823-3', label: 'Potassium', chapter: 'Biochimie' })).toMatchObject({ ok: true });
    expect(await codesOf(waiting)).toEqual([{ code: '2823-3', version: 2 }]);
    expect(await codesOf(signed)).toEqual([{ code: 'ZRB', version: 1 }]);
    product.clock.pass(60_000);
    await send({ accessionNumber: signed, sentAt: product.clock.now(), results: [{ code: 'ZRB', value: '1' }] });
    expect(await codesOf(signed)).toEqual([{ code: 'ZRB', version: 1 }]);
    await send({ accessionNumber: signed, sentAt: product.clock.now(), results: [{ code: 'ZRB', value: '9' }] });
    expect(await codesOf(signed)).toEqual([{ code: '2823-3', version: 2 }]);
    expect(await codesOf(await send({ results: [{ code: 'ZRB', value: '3' }] }))).toEqual([{ code: '2823-3', version: 1 }]);
    expect(await lineOf('ZRB')).toBeUndefined();
  });
});

describe('a message that did not go in', () => {
  test('is carried in again once its cause is gone, with its own instant of reception', async () => {
    const number = fresh();
    await product.access.worker.execute(
      sql`update connection_profile set sending_facility = sending_facility || '-OLD', is_generic = false, version = version + 1`,
    );
    await send({ accessionNumber: number });
    const [kept] = await rows<{ id: string; received_at: string }>(sql`select id, received_at from inbound_message where state = 'refused'`);
    await product.access.worker.execute(sql`update connection_profile set sending_facility = replace(sending_facility, '-OLD', ''), version = version + 1`);
    product.clock.pass(3_600_000);
    expect(await replayMessage(elsewhere, { messageId: kept?.id ?? '' })).toMatchObject({ ok: true });
    // The second press of a double one, or of whoever got no answer.
    expect(await replayMessage(referent, { messageId: kept?.id ?? '' })).toMatchObject({ refusal: { code: 'replay-asked' } });
    expect(await rows(sql`select 1 from fact where name = 'replay.asked' and subject_id = ${kept?.id ?? ''}`)).toHaveLength(1);
    await product.settle();
    expect(await rows(sql`select state, replays, received_at from inbound_message where id = ${kept?.id ?? ''}`)).toEqual([
      { state: 'applied', replays: 1, received_at: kept?.received_at },
    ]);
    expect(await codesOf(number)).toHaveLength(1);
  });

  test('and every other one of the same reason too, in one act', async () => {
    const accessions = [fresh(), fresh(), fresh()];
    await product.access.worker.execute(sql`update connection_profile set sending_facility = sending_facility || '-OLD', version = version + 1`);
    for (const accessionNumber of accessions) await send({ accessionNumber });
    await product.access.worker.execute(sql`update connection_profile set sending_facility = replace(sending_facility, '-OLD', ''), version = version + 1`);
    const [one] = await rows<{ id: string }>(sql`select id from inbound_message where state = 'refused'`);
    expect(await replayAlike(elsewhere, { messageId: one?.id ?? '' })).toMatchObject({ ok: true, value: { total: 3 } });
    expect(await replayAlike(referent, { messageId: one?.id ?? '' })).toMatchObject({ refusal: { code: 'replay-under-way' } });
    const progress = async () => {
      const read = await readReplays(referent);
      return read.ok ? read.value[0] : undefined;
    };
    expect(await progress()).toMatchObject({ scope: 'alike', state: 'running', total: 3, done: 0, laboratoryId: null });
    await product.settle();
    expect(await progress()).toMatchObject({ state: 'done', done: 3, wentIn: 3 });
    expect(await replayAlike(referent, { messageId: one?.id ?? '' })).toMatchObject({ refusal: { code: 'nothing-to-replay' } });
    for (const accessionNumber of accessions) expect(await codesOf(accessionNumber)).toHaveLength(1);
    expect(await rows(sql`select 1 from inbound_message where state = 'refused'`)).toEqual([]);
  });

  test('is set aside only with a reason, kept, and can be taken back', async () => {
    await product.receive(
      Buffer.from(
        testMessage({ accessionNumber: fresh() })
          .toString('latin1')
          .replace(/\rOBR.*$/s, '\r'),
        'latin1',
      ),
    );
    const line = (await deskOf(referent)).find((one) => one.isMessage);
    const messageId = line?.id ?? '';
    expect(await discardMessage(referent, { messageId, reason: 'non' })).toMatchObject({ refusal: { code: 'reason-too-short' } });
    expect(await discardMessage(elsewhere, { messageId, reason: 'Message d’essai du laboratoire' })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await discardMessage(referent, { messageId, reason: 'Message d’essai du laboratoire' })).toMatchObject({ ok: true });
    expect((await deskOf(referent)).some((one) => one.id === messageId)).toBe(false);
    expect(await takeBackMessage(referent, { messageId })).toMatchObject({ ok: true });
    expect((await deskOf(referent)).some((one) => one.id === messageId)).toBe(true);
  });
});

test('one bad line blocks none of the other results, and a référent of another laboratory sees none of it', async () => {
  const number = await send({ encounter: { ward: 'NEUF9' }, results: [{ code: 'K', value: '4.4' }] });
  expect(await codesOf(number)).toHaveLength(1);
  expect(await lineOf('NEUF9')).toBeDefined();
  expect(await lineOf('NEUF9', elsewhere)).toBeUndefined();
  expect(await mendItem(elsewhere, { itemId: (await lineOf('NEUF9'))?.id ?? '', choice: { kind: 'new-ward', name: 'Neuf', phone: '' } })).toMatchObject({
    refusal: { code: 'not-found' },
  });
  expect(await mend('NEUF9', { kind: 'new-ward', name: 'Médecine 9', phone: '' })).toMatchObject({ ok: true });
  expect(await rows(sql`select w.name from dossier d join ward w on w.id = d.ward_id where d.accession_number = ${number}`)).toEqual([{ name: 'Médecine 9' }]);
});

test('nothing that waits is forgotten', async () => {
  await send({ encounter: { ward: 'OUBLI' } });
  const later = new Date(product.clock.now().getTime() + 25 * 3_600_000);
  const found = await product.ctx.transaction((tx) => readForgottenRepairs(tx, later));
  expect(found.map(({ kind }) => kind)).toContain('unknown_ward');
  const alarms = () =>
    rows<{ closed: boolean }>(
      sql`select closed_at is not null as closed from link_alarm where kind = 'repair-forgotten' and subject = ${found.find(({ kind }) => kind === 'unknown_ward')?.id ?? ''}`,
    );
  await sweepRepair({ ...product.ctx, now: () => later });
  expect(await alarms()).toEqual([{ closed: false }]);
  await mend('OUBLI', { kind: 'new-ward', name: 'Oubli', phone: '' });
  await sweepRepair({ ...product.ctx, now: () => new Date(later.getTime() + 60_000) });
  expect(await alarms()).toEqual([{ closed: true }]);
});

test('a table is imported once, goes back by a new version, and opens to the laboratory’s own people only', async () => {
  const table = { laboratoryId: referenceIds.laboratory('valmont'), kind: 'code' } as const;
  const lines = [{ line: 2, cells: ['ZIMP', '', '2951-2', 'Sodium', 'Biochimie'] }];
  const before = await readMappingTable(referent, table);
  const version = before.ok ? (before.value.versions[0]?.version ?? 0) : -1;
  expect(await importMappings(referent, { ...table, lines, seen: version, apply: false })).toMatchObject({
    value: { applied: false, added: [{ source: 'ZIMP' }] },
  });
  expect(await importMappings(referent, { ...table, lines, seen: version, apply: true })).toMatchObject({ value: { applied: true } });
  expect(await importMappings(referent, { ...table, lines, seen: version + 1, apply: true })).toMatchObject({
    value: { added: [], changed: [], unchanged: 1 },
  });
  expect(await importMappings(elsewhere, { ...table, lines, seen: version + 1, apply: true })).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await restoreMappings(referent, { ...table, version, seen: version + 1, reason: 'Import fait par erreur' })).toMatchObject({
    value: { version: version + 2 },
  });
  const after = await readMappingTable(referent, table);
  expect(after.ok && after.value.entries.filter((entry) => entry.source === 'ZIMP')).toMatchObject([{ sinceVersion: version + 1, untilVersion: version + 2 }]);
  const gaps = await readGaps(referent, table);
  expect(gaps.ok && gaps.value.gaps.map(({ kind }) => kind)).toContain('no-loinc');
  expect(await readGaps(elsewhere, table)).toMatchObject({ value: { gaps: [] } });
});

test('the desk and the page of exchanges count the same: what one act mends, and the lines that go with it', async () => {
  for (let index = 0; index < 4; index += 1) await send({ encounter: { ward: 'COMPTE' } });
  const desk = await listDesk(referent);
  const page = await listRepairs(referent);
  const [lines] = await rows<{ n: number }>(sql`select count(*)::int as n from repair_item where closed_at is null`);
  const whole = await rows(sql`select 1 from inbound_message m where state in ('quarantined', 'refused')
    and not exists (select 1 from repair_item r where r.message_id = m.id and r.closed_at is null)`);
  expect(desk.ok && desk.value.total).toEqual({ things: desk.ok ? desk.value.items.length : -1, lines: (lines?.n ?? 0) + whole.length });
  expect(page.ok && page.value.total).toEqual(desk.ok && desk.value.total);
  expect(page.ok && page.value.items.find(({ subject }) => subject === 'COMPTE')).toMatchObject({ lines: 4, accessionNumber: expect.any(String) });
  expect(desk.ok && desk.value.total.lines).toBeGreaterThan(desk.ok ? desk.value.total.things : 0);
});

test('an identity to mend leads to the dossier of its message', async () => {
  const accessionNumber = await send({ patient: { identifier: '0007788', birthDate: '1979-02-31' } });
  expect(await lineOf('0007788')).toMatchObject({ kind: 'identity', accessionNumber, dossierId: await product.dossierId(accessionNumber) });
});

test('asking the laboratory twice within a minute is asking once', async () => {
  await send({ encounter: { ward: 'DEUXFOIS' } });
  const itemId = (await lineOf('DEUXFOIS'))?.id ?? '';
  const asked = () => rows(sql`select 1 from audit_event where action = 'repair.ask' and subject_id = ${itemId}`);
  for (let index = 0; index < 2; index += 1) expect(await askCorrection(referent, { itemId, isMessage: false })).toMatchObject({ ok: true });
  expect(await asked()).toHaveLength(1);
  product.clock.pass(120_000);
  expect(await askCorrection(referent, { itemId, isMessage: false })).toMatchObject({ ok: true });
  expect(await asked()).toHaveLength(2);
});

test('a status that nobody knows waits once for its link and its word, and closes when the settings of the link say what it means', async () => {
  const results = [
    { code: 'K', status: 'Z' },
    { code: 'NA', status: 'Z' },
  ];
  const number = await send({ results });
  await send({ results });
  const items = () =>
    rows<{ subject: string; occurrences: number; by: string | null }>(
      sql`select subject, occurrences, closed_by as by from repair_item where kind = 'unknown_status'`,
    );
  expect(await items()).toEqual([{ subject: 'Z · SIL LBM-VALMONT', occurrences: 2, by: null }]);
  expect(await lineOf('Z · SIL LBM-VALMONT')).toMatchObject({ kind: 'unknown_status', segment: 'OBX', field: 11 });
  expect(
    await rows(sql`select distinct o.status from observation_version o join dossier d on d.id = o.dossier_id where d.accession_number = ${number}`),
  ).toEqual([{ status: 'Z' }]);
  expect(await rows(sql`select standing from worklist_entry where accession_number = ${number}`)).toEqual([{ standing: 'awaiting' }]);
  await sweepRepair(product.ctx);
  expect((await items())[0]?.by).toBeNull();
  const before = await rows<{ id: string; settings: unknown }>(sql`select id, settings from connection_profile where sending_facility = 'LBM-VALMONT'`);
  await rows(
    sql`update connection_profile set settings = settings || '{"statuses":{"z":"P"}}'::jsonb, version = version + 1, changed_by_name = 'Une référente' where sending_facility = 'LBM-VALMONT'`,
  );
  await sweepRepair(product.ctx);
  expect((await items())[0]?.by).toBe('Une référente');
  await send({ results });
  expect(await lineOf('Z · SIL LBM-VALMONT')).toBeUndefined();
  for (const { id, settings } of before)
    await rows(sql`update connection_profile set settings = ${JSON.stringify(settings)}::text::jsonb, version = version + 1 where id = ${id}`);
});
