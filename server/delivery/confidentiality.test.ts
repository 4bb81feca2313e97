import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import { newId } from '../platform/ids';
import { type TestResult, testMessage } from '../simulator/test-message';

let portal: TestPortal;
beforeAll(async () => {
  portal = await openTestPortal();
});
afterAll(() => portal.end());

const flag = (code: string, value: string): Partial<TestResult> => ({ code, label: code, valueType: 'CE', value, status: 'F' });
const critical = { value: '6.9', flag: 'HH' };
const kindsOf = async (reportId: string) =>
  (await portal.rowsOf<{ kind: string }>(sql`select kind from report_recipient where report_id = ${reportId} order by kind`)).map((row) => row.kind);
const noticesOf = (reportId: string) => portal.rowsOf<{ state: string }>(sql`select state from notice where report_id = ${reportId}`);
const flagsOf = async (dossierId: string) =>
  (await portal.rowsOf<{ flags: string[] }>(sql`select confidentiality as flags from dossier where id = ${dossierId}`))[0]?.flags;
/** What the LIS sends after the release: the flag and nothing else. */
const send = async (accessionNumber: string, results: Partial<TestResult>[], sentAt = portal.clock.now()) => {
  await portal.receive(testMessage({ accessionNumber, sentAt, results }));
};

test('a flag is no result: it is on no card, in no report, and asks nobody to validate it', async () => {
  const { reportId, dossierId } = await portal.release({ results: [{}, flag('INVISIBLE_PATIENT', 'Y'), flag('DESTDMP', 'Y')] });
  expect(await flagsOf(dossierId)).toEqual(['INVISIBLE_PATIENT']);
  expect(await portal.rowsOf(sql`select 1 from observation_version where dossier_id = ${dossierId}`)).toHaveLength(1);
  expect(await portal.rowsOf(sql`select 1 from repair_item where subject in ('INVISIBLE_PATIENT', 'DESTDMP')`)).toEqual([]);
  const [report] = await portal.rowsOf<{ content: unknown }>(sql`select content from report where id = ${reportId}`);
  expect(JSON.stringify(report?.content)).not.toContain('INVISIBLE');
  expect((await portal.auditOf('dossier.flag')).at(-1)?.detail).toMatchObject({ flags: ['INVISIBLE_PATIENT'], before: [] });
});

test('what is INVISIBLE_PATIENT is delivered to professionals alone; the message that lifts it delivers it, with its word', async () => {
  const { reportId, accessionNumber, dossierId } = await portal.release({ results: [{}, flag('INVISIBLE_PATIENT', 'Y')] });
  expect(await kindsOf(reportId)).toEqual(['prescriber', 'ward']);
  expect(await noticesOf(reportId)).toEqual([]);
  portal.clock.pass(60_000);
  await send(accessionNumber, [flag('INVISIBLE_PATIENT', 'N')]);
  expect(await flagsOf(dossierId)).toEqual([]);
  expect(await kindsOf(reportId)).toEqual(['patient', 'prescriber', 'ward']);
  expect(await noticesOf(reportId)).toEqual([{ state: 'sent' }]);
});

test('an older message that comes late lifts nothing', async () => {
  const before = new Date(portal.clock.now().getTime() - 60_000);
  const { reportId, accessionNumber, dossierId } = await portal.release({ results: [{}, flag('INVISIBLE_PATIENT', 'Y')] });
  await send(accessionNumber, [flag('INVISIBLE_PATIENT', 'N')], before);
  expect(await flagsOf(dossierId)).toEqual(['INVISIBLE_PATIENT']);
  expect(await kindsOf(reportId)).not.toContain('patient');
});

test('a critical result whose flag is lifted after its waiting time opens at once, before it at its end', async () => {
  const late = await portal.release({ results: [critical, flag('INVISIBLE_PATIENT', 'Y')] });
  portal.clock.pass(73 * 3_600_000);
  await portal.settle();
  expect(await kindsOf(late.reportId)).not.toContain('patient');
  await send(late.accessionNumber, [flag('INVISIBLE_PATIENT', 'N')]);
  expect(await kindsOf(late.reportId)).toContain('patient');

  const early = await portal.release({ results: [critical, flag('INVISIBLE_PATIENT', 'Y')] });
  portal.clock.pass(3_600_000);
  await send(early.accessionNumber, [flag('INVISIBLE_PATIENT', 'N')]);
  expect(await kindsOf(early.reportId)).not.toContain('patient');
  portal.clock.pass(72 * 3_600_000);
  await portal.settle();
  expect(await kindsOf(early.reportId)).toContain('patient');
});

test('a flag that nobody can read restricts, and is told', async () => {
  const { dossierId } = await portal.release({ results: [{}, flag('INVISIBLE_REP_LEGAUX', 'peut-être')] });
  expect(await flagsOf(dossierId)).toEqual(['INVISIBLE_REP_LEGAUX']);
  expect(await portal.rowsOf(sql`select 1 from inbound_message where problems::text like '%confidentialité illisible%'`)).not.toEqual([]);
});

const minor = { identifier: '0004720', birthFamilyName: 'JEUNE', birthDate: '2010-02-03' };
const secret: Partial<TestResult> = { code: 'HCG', label: 'hCG', loincCode: '19080-1', value: '3200' };

test('no word goes to the address of a minor’s file for what no representative may know of, and the report itself does not depend on it', async () => {
  const ordinary = await portal.release({ patient: minor });
  expect(await noticesOf(ordinary.reportId)).toHaveLength(1);
  for (const results of [[{}, flag('INVISIBLE_REP_LEGAUX', 'Y')], [secret]]) {
    const hidden = await portal.release({ patient: minor, results });
    expect(await noticesOf(hidden.reportId)).toEqual([]);
    expect(await kindsOf(hidden.reportId)).toContain('patient');
  }
  const adult = await portal.release({ results: [secret] });
  expect(await noticesOf(adult.reportId)).toHaveLength(1);
});

test('a report that only awaits a protected examination is protected too, since it names it', async () => {
  const accessionNumber = '26112290800';
  await portal.receive(testMessage({ accessionNumber, sentAt: portal.clock.now(), patient: minor, results: [{}, { ...secret, status: 'I', value: '' }] }));
  const dossierId = await portal.dossierId(accessionNumber);
  await portal.validate(portal.biologist, dossierId, { codes: ['K'] });
  expect(await portal.rowsOf(sql`select kind, protects_minor as own from report where dossier_id = ${dossierId}`)).toEqual([{ kind: 'partial', own: true }]);
});

test('what names a protected examination stays protected in the versions that follow', async () => {
  const first = await portal.release({ results: [{}, secret] });
  portal.clock.pass(60_000);
  const second = await portal.release({ accessionNumber: first.accessionNumber, results: [{ value: '4.6' }] });
  const rows = await portal.rowsOf<{ own: boolean }>(sql`select protects_minor as own from report where dossier_id = ${second.dossierId}`);
  expect(rows).toEqual([{ own: true }, { own: true }]);
});

const oppose = (patientId: string, subject: string) =>
  portal.rowsOf(sql`insert into patient_opposition (id, patient_id, subject, since) values (${newId()}, ${patientId}, ${subject}, now())`);
const patientOf = async (reportId: string) =>
  (await portal.rowsOf<{ id: string }>(sql`select patient_id as id from report where id = ${reportId}`))[0]?.id ?? '';

test('whoever opposes notices gets none, and keeps the reports', async () => {
  const patient = { identifier: '0004731', birthFamilyName: 'SANS-AVIS' };
  const before = await portal.release({ patient });
  await oppose(await patientOf(before.reportId), 'notices');
  const after = await portal.release({ patient });
  expect(await noticesOf(after.reportId)).toEqual([]);
  expect(await kindsOf(after.reportId)).toContain('patient');
});

test('whoever opposes publication on line gets nothing from then on', async () => {
  const patient = { identifier: '0004732', birthFamilyName: 'SANS-LIGNE' };
  const before = await portal.release({ patient });
  await oppose(await patientOf(before.reportId), 'portal');
  const after = await portal.release({ patient });
  expect(await kindsOf(after.reportId)).toEqual(['prescriber', 'ward']);
  expect(await noticesOf(after.reportId)).toEqual([]);
});
