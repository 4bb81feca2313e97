import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { OTHER_RPPS, openTestPortal, type TestPortal } from '../main/testing-portal';
import { viewReport } from '../portal/view-report';
import { testMessage } from '../simulator/test-message';
import { deliver } from './deliver';
import { sweepNotices } from './sweep-notices';

let portal: TestPortal;
beforeAll(async () => {
  portal = await openTestPortal();
});
afterAll(() => portal.end());

const critical = { results: [{ value: '6.9', flag: 'HH' }] };
const recipientsOf = (reportId: string) =>
  portal.rowsOf<{ kind: string; who: string }>(
    sql`select kind, coalesce(prescriber_id, ward_id, patient_id) as who from report_recipient where report_id = ${reportId} order by kind`,
  );
const kindsOf = async (reportId: string) => (await recipientsOf(reportId)).map((row) => row.kind);
const noticesOf = (reportId: string) => portal.rowsOf<{ state: string }>(sql`select state from notice where report_id = ${reportId}`);

test('a report is available to prescriber, ward and patient, each told to the LIS once, and the patient gets one word', async () => {
  const { reportId, dossierId } = await portal.release();
  expect(await kindsOf(reportId)).toEqual(['patient', 'prescriber', 'ward']);
  const told = await portal.rowsOf(sql`select 1 from fact where name = 'report.available' and dossier_id = ${dossierId}`);
  expect(told).toHaveLength(3);
  expect(await noticesOf(reportId)).toEqual([{ state: 'sent' }]);
});

test('delivering twice changes nothing', async () => {
  const { reportId, dossierId } = await portal.release();
  const before = (await portal.outbox()).length;
  await portal.ctx.transaction((tx) => deliver(portal.ctx, tx, reportId));
  await portal.settle();
  expect(await recipientsOf(reportId)).toHaveLength(3);
  expect(await portal.rowsOf(sql`select 1 from fact where name = 'report.available' and dossier_id = ${dossierId}`)).toHaveLength(3);
  expect(await portal.outbox()).toHaveLength(before);
});

test('a new version goes to whoever got the one before, also when the request has another prescriber and ward by then', async () => {
  const first = await portal.release();
  portal.clock.pass(60_000);
  const second = await portal.release({
    accessionNumber: first.accessionNumber,
    results: [{ value: '4.9' }],
    prescriberRpps: OTHER_RPPS,
    encounter: { ward: 'CARDIO' },
  });
  expect(second.reportId).not.toBe(first.reportId);
  const who = (await recipientsOf(second.reportId)).map((row) => row.who);
  for (const id of [
    referenceIds.prescriber('10001234567'),
    referenceIds.prescriber(OTHER_RPPS),
    referenceIds.ward('valmont', 'URG'),
    referenceIds.ward('valmont', 'CARDIO'),
  ]) {
    expect(who).toContain(id);
  }
});

test('a prescriber whom nobody knew and a ward that the patient came to since get the report in force, once, and nobody loses it', async () => {
  const { reportId, accessionNumber, dossierId } = await portal.release({ prescriberRpps: '99999999999', encounter: { ward: 'CHIR2' } });
  expect((await recipientsOf(reportId)).map((row) => row.who)).not.toContain(referenceIds.prescriber(OTHER_RPPS));
  for (let round = 0; round < 2; round += 1) {
    portal.clock.pass(60_000);
    await portal.receive(testMessage({ accessionNumber, sentAt: portal.clock.now(), prescriberRpps: OTHER_RPPS, encounter: { ward: 'CARDIO' } }));
  }
  const who = (await recipientsOf(reportId)).map((row) => row.who);
  expect(who).toHaveLength(4);
  expect(who).toEqual(
    expect.arrayContaining([referenceIds.prescriber(OTHER_RPPS), referenceIds.ward('valmont', 'CHIR2'), referenceIds.ward('valmont', 'CARDIO')]),
  );
  expect(await portal.rowsOf(sql`select 1 from fact where name = 'report.available' and dossier_id = ${dossierId}`)).toHaveLength(4);
  expect(await portal.rowsOf(sql`select 1 from report where dossier_id = ${dossierId}`)).toHaveLength(1);
});

test('a critical result waits for a professional to read it before its patient is told', async () => {
  const { reportId } = await portal.release(critical);
  expect(await kindsOf(reportId)).toEqual(['prescriber', 'ward']);
  expect(await noticesOf(reportId)).toEqual([]);
  const read = await viewReport(portal.as(await portal.prescriber()), { reportId });
  expect(read.ok).toBe(true);
  await portal.settle();
  expect(await kindsOf(reportId)).toContain('patient');
  expect(await noticesOf(reportId)).toEqual([{ state: 'sent' }]);
});

test('a critical result that nobody reads opens to its patient after 72 hours, not before', async () => {
  const { reportId } = await portal.release(critical);
  portal.clock.pass(71 * 3_600_000);
  await portal.settle();
  expect(await kindsOf(reportId)).not.toContain('patient');
  portal.clock.pass(3_600_000);
  await portal.settle();
  expect(await kindsOf(reportId)).toContain('patient');
});

test('a held version that was replaced never opens to its patient', async () => {
  const first = await portal.release(critical);
  portal.clock.pass(60_000);
  await portal.release({ accessionNumber: first.accessionNumber, results: [{ value: '4.4' }] });
  await viewReport(portal.as(await portal.prescriber()), { reportId: first.reportId });
  await portal.settle();
  expect(await kindsOf(first.reportId)).not.toContain('patient');
});

test('a person under a provisional identity is neither shown the report nor written to', async () => {
  const { reportId } = await portal.release({ patient: { identifier: '0004799', reliability: 'PROV', birthFamilyName: 'SANS-PREUVE' } });
  expect(await kindsOf(reportId)).toEqual(['prescriber', 'ward']);
  expect(await noticesOf(reportId)).toEqual([]);
});

test('the sweeper tells a notice again that no task looks after, and leaves the others alone', async () => {
  const { reportId } = await portal.release();
  await portal.rowsOf(sql`update notice set state = 'queued', sent_at = null where report_id = ${reportId}`);
  expect(await sweepNotices(portal.ctx)).toBe(0);
  portal.clock.pass(6 * 60_000);
  expect(await sweepNotices(portal.ctx)).toBe(1);
  expect(await sweepNotices(portal.ctx)).toBe(0);
  await portal.settle();
  expect(await noticesOf(reportId)).toEqual([{ state: 'sent' }]);
});
