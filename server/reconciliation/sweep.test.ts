import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import { testMessage } from '../simulator/test-message';
import { declareCount } from './declare-count';
import { readBehind, readMuteLinks, readOverview } from './read-overview';
import { settleAlarm } from './settle-alarm';
import { sweepReconciliation } from './sweep';
import { takeAlarm } from './take-alarm';

let product: TestProduct;
let biologist: ProfessionalActor;
let referent: ProfessionalActor;
const laboratoryId = referenceIds.laboratory('valmont');
const DAY = '2026-11-21';

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct({ start: '2026-11-21T10:00:00+01:00' });
  biologist = await product.person('biologist');
  referent = await product.person('referent');
  const send = (accessionNumber: string, changes: Partial<Parameters<typeof testMessage>[0]> = {}) =>
    product.receive(testMessage({ accessionNumber, controlId: `C${accessionNumber}`, sentAt: product.clock.now(), ...changes }));
  await send('7001');
  await send('7001');
  await send('7002', { results: [{ code: 'NA' }, { code: 'K' }] });
  await send('7003', { results: [{ code: 'ZAK', status: 'I' }] });
  await product.receive(Buffer.from('MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|G|20261121100200||ORU^R01|BAD|P|2.5\rPV1|1|I\r'));
  await product.validate(biologist, await product.dossierId('7001'));
  product.clock.pass(180_000);
  await sweepReconciliation(product.ctx);
});
afterAll(() => product.end());

const overview = async (person = referent) => {
  const outcome = await readOverview(product.as(person), { day: null });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
};
const today = async () => (await overview()).laboratories.find((one) => one.laboratoryId === laboratoryId)?.day;
const alarms = async (kind: string) => (await overview()).alarms.filter((alarm) => alarm.kind === kind);
const sweep = async (passMs = 60_000) => {
  product.clock.pass(passMs);
  await sweepReconciliation(product.ctx);
};
const worker = (statement: ReturnType<typeof sql>) => product.access.worker.execute(statement);

test('the day is told in messages, results and dossiers, each counted once', async () => {
  expect(await today()).toMatchObject({
    isBalanced: true,
    differences: [],
    counts: {
      messages: { received: 4, applied: 3, quarantined: 1, refused: 0, underWay: 0, discarded: 0 },
      results: { toValidate: 2, held: 0, validated: 0, takenAway: 0 },
      dossiers: { received: 3, toValidate: 1, published: 1, awaited: 1 },
    },
  });
  const results = (await today())?.counts.results;
  expect(results?.received).toBe((results?.toValidate ?? 0) + (results?.published ?? 0));
  expect(results?.published).toBeGreaterThan(0);
});

test('each number opens the list behind it', async () => {
  const behind = await readBehind(product.as(biologist), { laboratoryId, day: DAY, line: 'results', terms: ['toValidate'] });
  expect(behind).toMatchObject({ ok: true, value: [{ accessionNumbers: ['7002'] }, { accessionNumbers: ['7002'] }] });
  const messages = await readBehind(product.as(biologist), { laboratoryId, day: DAY, line: 'messages', terms: ['quarantined'] });
  expect(messages).toMatchObject({ ok: true, value: [{ code: 'BAD', problem: expect.stringContaining('PID') }] });
  const elsewhere = await readBehind(product.as(await product.person('biologist', ['hauterive'])), {
    laboratoryId,
    day: DAY,
    line: 'dossiers',
    terms: ['toValidate'],
  });
  expect(elsewhere).toEqual({ ok: true, value: [] });
});

describe('an alarm is opened, once, and closes by itself', () => {
  test('when the worklist says something else than decisions and results', async () => {
    await worker(sql`update worklist_entry set standing = 'validated', awaiting_count = 0 where accession_number = '7002'`);
    await sweep();
    await sweep();
    expect(await alarms('day-unbalanced')).toMatchObject([{ closedAt: null, detail: { dossiers: ['7002'], count: 1 } }]);
    expect(await today()).toMatchObject({ isBalanced: false, differences: [{ kind: 'worklist', accessionNumber: '7002' }] });
    await worker(sql`update worklist_entry set standing = 'awaiting', awaiting_count = 2 where accession_number = '7002'`);
    await sweep();
    expect(await alarms('day-unbalanced')).toMatchObject([{ closedAt: expect.any(Date), closedWhy: 'gone' }]);
  });

  test('when a line of the worklist is missing', async () => {
    await worker(sql`update worklist_entry set accession_number = accession_number, awaiting_count = awaiting_count + 1 where accession_number = '7003'`);
    await sweep();
    expect(await today()).toMatchObject({ isBalanced: false });
    await worker(sql`update worklist_entry set awaiting_count = awaiting_count - 1 where accession_number = '7003'`);
    await sweep();
    expect(await today()).toMatchObject({ isBalanced: true });
  });

  test('when a message that went in has no dossier', async () => {
    await worker(sql`update inbound_message set accession_numbers = array['7001', '7999'] where control_id = 'C7001'`);
    await sweep();
    expect((await today())?.differences).toEqual([{ kind: 'no-dossier', accessionNumber: '7999' }]);
    await worker(sql`update inbound_message set accession_numbers = array['7001'] where control_id = 'C7001'`);
    await sweep();
  });

  test('when a message stays stored, a task open, a message to the LIS queued', async () => {
    await worker(sql`update inbound_message set state = 'stored' where control_id = 'C7003'`);
    await sweep(16 * 60_000);
    expect(await alarms('message-stuck')).toMatchObject([{ closedAt: null, detail: { count: 1, dossiers: ['7003'] } }]);
    expect(await alarms('outbound-late')).toMatchObject([{ closedAt: null, detail: { dossiers: ['7001'] } }]);
    await worker(sql`update inbound_message set state = 'applied' where control_id = 'C7003'`);
    await worker(sql`update outbound_message set state = 'acknowledged'`);
    await worker(sql`update fact_task set state = 'done' where state = 'open'`);
    await sweep();
    for (const kind of ['message-stuck', 'outbound-late', 'task-stuck']) expect((await alarms(kind)).every(({ closedAt }) => closedAt !== null)).toBe(true);
  });

  test('when a reading is told to no LIS', async () => {
    await worker(sql`insert into report_view (id, report_id, dossier_id, reader_kind, user_id, reader_name, reader_role, medium, viewed_at, address)
      select gen_random_uuid(), id, dossier_id, 'professional', gen_random_uuid(), 'X', 'prescriber', 'screen', ${product.clock.now().toISOString()}, '' from report limit 1`);
    await sweep(9 * 60_000);
    expect(await alarms('reading-untold')).toEqual([]);
    await sweep(2 * 60_000);
    expect(await alarms('reading-untold')).toMatchObject([{ closedAt: null, detail: { count: 1, dossiers: ['7001'] } }]);
  });

  test('when a number of MSH-13 never came, until it comes or a person settles it', async () => {
    await worker(sql`update connection_profile set version = version + 1, settings = '{"countsMessages": true}' where laboratory_id = ${laboratoryId}`);
    await worker(sql`update inbound_message set sequence_number = case control_id when 'C7001' then 40 when 'C7002' then 42 when 'C7003' then 45 end`);
    await sweep();
    expect((await alarms('sequence-gap')).map(({ detail, closedAt }) => [detail['from'], detail['to'], closedAt])).toEqual([
      [41, 41, null],
      [43, 44, null],
    ]);
    await worker(sql`update inbound_message set sequence_number = 41 where control_id = 'BAD'`);
    await sweep();
    const open = (await alarms('sequence-gap')).find(({ closedAt }) => closedAt === null);
    expect(open).toMatchObject({ detail: { from: 43, to: 44 }, maySettle: true });
    expect(await settleAlarm(product.as(referent), { alarmId: open?.id ?? '', why: 'Essais de l’éditeur, jamais partis.' })).toMatchObject({ ok: true });
    await sweep();
    expect((await alarms('sequence-gap')).filter(({ closedAt }) => closedAt === null)).toEqual([]);
  });

  test('when the LIS counts another number, compared at once', async () => {
    expect(await declareCount(product.as(referent), { laboratoryId, day: DAY, count: 6 })).toEqual({ ok: true, value: { received: 4, missing: 2 } });
    await sweep();
    expect(await alarms('declared-count')).toMatchObject([{ closedAt: null, detail: { declared: 6, received: 4, missing: 2 } }]);
    await declareCount(product.as(referent), { laboratoryId, day: DAY, count: 4 });
    await sweep();
    expect(await alarms('declared-count')).toMatchObject([{ closedAt: expect.any(Date) }]);
  });

  test('when a link is mute, which whoever is on duty there is told', async () => {
    await worker(sql`update connection_profile set version = version + 1, settings = '{"silentAfterMinutes": 30}' where laboratory_id = ${laboratoryId}`);
    await sweep(31 * 60_000);
    const mute = await readMuteLinks(product.as(biologist));
    expect(mute).toMatchObject({ ok: true, value: [{ name: expect.stringContaining('Valmont'), since: expect.any(Date) }] });
    expect(await readMuteLinks(product.as(await product.person('biologist', ['hauterive'])))).toEqual({ ok: true, value: [] });
    await product.receive(testMessage({ accessionNumber: '7004', controlId: 'C7004', sentAt: product.clock.now() }));
    await sweep();
    expect(await readMuteLinks(product.as(biologist))).toEqual({ ok: true, value: [] });
  });
});

test('an alarm is taken in charge by the first who says so; what is not taken is told to référents after ten minutes', async () => {
  await worker(sql`update inbound_message set state = 'stored' where control_id = 'C7003'`);
  await sweep(180_000);
  const alarm = (await alarms('message-stuck')).find(({ closedAt }) => closedAt === null);
  const alarmId = alarm?.id ?? '';
  expect(await takeAlarm(product.as(await product.person('referent', ['hauterive'])), { alarmId })).toMatchObject({ ok: false });
  expect(await settleAlarm(product.as(referent), { alarmId, why: 'Ne se classe pas ainsi.' })).toMatchObject({ ok: false });
  await sweep(11 * 60_000);
  const told = () =>
    worker(
      sql`select count(*)::int as n, (select told_at is not null from link_alarm where id = ${alarmId}) as told from security_notice where kind = 'link-alarm'`,
    );
  const before = (await told())[0];
  expect(before).toMatchObject({ told: true });
  expect(await takeAlarm(product.as(referent), { alarmId })).toMatchObject({ ok: true });
  expect(await takeAlarm(product.as(biologist), { alarmId })).toMatchObject({ ok: true, value: { takenByName: 'Hélène MARCHETTI' } });
  await sweep();
  expect((await told())[0]).toEqual(before);
});

test('a corrected, a held and a taken-away result stay one result of the day on which it first came', async () => {
  const before = (await today())?.counts.results.received ?? 0;
  product.clock.pass(60_000);
  await product.receive(
    testMessage({
      accessionNumber: '7002',
      controlId: 'C7002b',
      sentAt: product.clock.now(),
      results: [
        { code: 'NA', status: 'C', value: '131' },
        { code: 'K', status: 'W' },
      ],
    }),
  );
  await sweep(180_000);
  const results = (await today())?.counts.results;
  expect(results).toMatchObject({ received: before, takenAway: 1 });
  expect((await today())?.isBalanced).toBe(true);
});

test.each(['prescriber', 'ward_staff', 'technician'] as const)('a %s sees nothing of it', async (role) => {
  expect(await readOverview(product.as(await product.person(role)), { day: null })).toMatchObject({ ok: false });
});
