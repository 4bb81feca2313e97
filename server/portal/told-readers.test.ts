import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { listMine } from './list-mine';
import { listReports } from './list-reports';
import { viewMyReport, viewReport } from './view-report';

/** Whoever has read what no longer holds is told until he opens what does: every way that a result changes, every reader. */
let portal: TestPortal;
let prescriber: ProfessionalActor;
let nurse: ProfessionalActor;
beforeAll(async () => {
  portal = await openTestPortal();
  prescriber = await portal.prescriber();
  nurse = await portal.nurse('URG');
});
afterAll(() => portal.end());

let persons = 0;
const someone = () => ({ identifier: `00088${String((persons += 1)).padStart(2, '0')}`, birthFamilyName: `LECTRICE${'ABCDEFGHIJKLMNOP'[persons]}`, ins: null });

interface Read {
  accessionNumber: string;
  reportId: string;
  dossierId: string;
  patient: PatientActor;
  person: Partial<TestMessage['patient']>;
}

/** A report that its prescriber, the ward and the patient have all read. */
async function released(given: Partial<TestMessage> = {}): Promise<Read> {
  const person = someone();
  const first = await portal.release({ patient: person, ...given });
  for (const reader of [prescriber, nurse]) await viewReport(portal.as(reader), { reportId: first.reportId });
  const patient = await portal.patient(first.reportId);
  await viewMyReport(portal.asPatient(patient), { reportId: first.reportId });
  portal.clock.pass(60_000);
  return { ...first, patient, person };
}

const itemOf = async (reader: ProfessionalActor, { accessionNumber }: Pick<Read, 'accessionNumber'>) => {
  const answer = await listReports(portal.as(reader), { scope: 'all', search: accessionNumber, offset: 0, limit: 5 });
  return answer.ok ? { ...answer.value.items[0], changedSinceRead: answer.value.changedSinceRead } : undefined;
};
const mineOf = async ({ patient }: Read) => {
  const answer = await listMine(portal.asPatient(patient));
  return answer.ok
    ? answer.value.reports.map(({ version, standing, isChangedSinceRead }) => `v${version} ${standing}${isChangedSinceRead ? ' changed' : ''}`)
    : [];
};
const send = (read: Read, given: Partial<TestMessage>) =>
  portal.receive(testMessage({ accessionNumber: read.accessionNumber, sentAt: portal.clock.now(), patient: read.person, ...given }));
const noticesOf = ({ dossierId }: Read) =>
  portal.rowsOf<{ kind: string; state: string; version: number }>(
    sql`select n.kind, n.state, r.version from notice n join report r on r.id = n.report_id where n.dossier_id = ${dossierId} order by n.created_at, r.version`,
  );

describe.each([
  ['a corrected value', { value: '5.9' }, false],
  ['a result that cannot be had', { status: 'X' }, true],
  ['a deleted result', { status: 'D' }, true],
  ['a result of another patient', { status: 'W' }, true],
])('%s', (_what, result, isWithdrawn) => {
  test('is under review for all at once, then told to every reader until each has opened the new version', async () => {
    const read = await released();
    expect(await itemOf(prescriber, read)).toMatchObject({ readBefore: null, underReviewSince: null, changedSinceRead: 0 });
    await send(read, { results: [result] });
    for (const reader of [prescriber, nurse])
      expect(await itemOf(reader, read)).toMatchObject({ version: 1, underReviewSince: portal.clock.now(), changedSinceRead: 1 });
    expect(await mineOf(read)).toEqual(['v1 under-review']);

    await portal.validate(portal.biologist, read.dossierId);
    const told = { version: 2, readBefore: { version: 1 }, readAt: null, isWithdrawn, underReviewSince: null, changedSinceRead: 1 };
    for (const reader of [prescriber, nurse]) expect(await itemOf(reader, read)).toMatchObject(told);
    expect(await mineOf(read)).toEqual([isWithdrawn ? 'v2 withdrawn changed' : 'v2 in-force changed']);

    const newest = (await itemOf(prescriber, read))?.reportId ?? '';
    await viewReport(portal.as(prescriber), { reportId: newest });
    expect(await itemOf(prescriber, read)).toMatchObject({ readBefore: null, changedSinceRead: 0 });
    expect(await itemOf(nurse, read)).toMatchObject(told);
    await viewReport(portal.as(nurse), { reportId: newest });
    await viewMyReport(portal.asPatient(read.patient), { reportId: newest });
    expect(await itemOf(nurse, read)).toMatchObject({ readBefore: null, changedSinceRead: 0 });
    expect(await mineOf(read)).toEqual([isWithdrawn ? 'v2 withdrawn' : 'v2 in-force']);
    expect(await noticesOf(read)).toEqual([
      { kind: 'available', state: 'sent', version: 1 },
      { kind: 'available', state: 'sent', version: 2 },
    ]);
  });

  test('the old version, opened again, says by which one it was replaced, and the LIS knows both and who read which', async () => {
    const read = await released();
    await send(read, { results: [result] });
    await portal.validate(portal.biologist, read.dossierId);
    expect(await viewReport(portal.as(prescriber), { reportId: read.reportId })).toMatchObject({ value: { replacedBy: { version: 2 } } });
    expect(await viewMyReport(portal.asPatient(read.patient), { reportId: read.reportId })).toMatchObject({
      value: { isReplaced: true, replacedBy: { version: 2 } },
    });
    await portal.settle();
    const messages = await portal.rowsOf<{ payload: string; kind: string }>(
      sql`select kind, convert_from(payload, 'LATIN1') as payload from outbound_message where dossier_id = ${read.dossierId} order by created_at, id`,
    );
    const receipts = messages.filter(({ payload }) => payload.includes('RELAIS_RECEIPT')).map(({ payload }) => payload);
    const said = (event: string, version: number, status: string) =>
      receipts.some(
        (payload) =>
          payload.includes(`|${event}^`) &&
          payload.split('\r').some((line) => line.startsWith('OBR|') && line.split('|')[21] === String(version) && line.split('|')[25] === status),
      );
    expect(said('CONSULTED', 1, 'F')).toBe(true);
    expect(said('AVAILABLE', 2, 'C')).toBe(true);
  });
});

test('an identity that changes after the reading is told in the list at once', async () => {
  const read = await released();
  await send(read, { patient: { ...read.person, birthDate: '1979-03-29' } });
  expect(await itemOf(prescriber, read)).toMatchObject({ underReviewSince: portal.clock.now(), changedSinceRead: 1 });
  expect(await mineOf(read)).toEqual(['v1 under-review']);
});

test('a patient who may not open the new version yet is told that the one she read no longer holds, in a word that says nothing else', async () => {
  const read = await released();
  await send(read, { results: [{ value: '7.2', flag: 'HH' }] });
  await portal.validate(portal.biologist, read.dossierId);
  expect(await mineOf(read)).toEqual(['v1 replaced']);
  expect(await noticesOf(read)).toEqual([
    { kind: 'available', state: 'sent', version: 1 },
    { kind: 'withdrawn', state: 'sent', version: 1 },
  ]);
  expect((await portal.outbox())[0]).toMatchObject({
    channel: 'mail',
    body: expect.stringContaining('Un document que vous avez lu a été remplacé ou retiré.'),
  });
  expect((await portal.outbox())[0]?.body).not.toMatch(/LECTRICE|potassium|7,2|laboratoire|Valmont/i);
});

test('a patient who has read nothing is not led to what no longer holds', async () => {
  const person = someone();
  const first = await portal.release({ patient: person });
  const read = { ...first, patient: await portal.patient(first.reportId), person };
  portal.clock.pass(60_000);
  await send(read, { results: [{ value: '7.2', flag: 'HH' }] });
  await portal.validate(portal.biologist, read.dossierId);
  expect((await noticesOf(read)).map(({ kind }) => kind)).toEqual(['available']);
});
