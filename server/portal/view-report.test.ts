import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../db/client';
import { OTHER_RPPS, openTestPortal, type TestPortal } from '../main/testing-portal';
import { listReaders } from './list-readers';
import { viewMyReport, viewReport } from './view-report';

let portal: TestPortal;
beforeAll(async () => {
  portal = await openTestPortal();
});
afterAll(() => portal.end());

const viewsOf = (reportId: string) =>
  portal.rowsOf<{ kind: string; medium: string; role: string }>(
    sql`select reader_kind as kind, medium, reader_role as role from report_view where report_id = ${reportId}`,
  );

test('a prescriber gets the frozen content, and his reading is on record, traced and told', async () => {
  const { reportId, dossierId } = await portal.release();
  const viewed = await viewReport(portal.as(await portal.prescriber()), { reportId });
  expect(viewed.ok && viewed.value.content.chapters[0]?.panels[0]?.results[0]?.label).toBe('Potassium');
  expect(await viewsOf(reportId)).toEqual([{ kind: 'professional', medium: 'screen', role: 'prescriber' }]);
  expect(await portal.rowsOf(sql`select 1 from audit_event where action = 'report.view' and subject_id = ${reportId}`)).toHaveLength(1);
  expect(await portal.rowsOf(sql`select 1 from fact where name = 'report.viewed' and dossier_id = ${dossierId}`)).toHaveLength(1);
});

test('no content leaves when the reading cannot be put on record', async () => {
  const { reportId } = await portal.release();
  const actor = await portal.prescriber();
  const owner = connect(portal.access.database.ownerUrl, { max: 1, applicationName: 'test-owner' });
  await owner.db.execute(sql`revoke insert on report_view from relais_web`);
  await expect(viewReport(portal.as(actor), { reportId })).rejects.toMatchObject({ cause: { code: '42501' } });
  await owner.db.execute(sql`grant insert on report_view to relais_web`);
  expect(await viewsOf(reportId)).toEqual([]);
  expect((await viewReport(portal.as(actor), { reportId })).ok).toBe(true);
  await owner.close();
});

test('to whoever it is not addressed a report does not exist, and nothing is recorded', async () => {
  const { reportId } = await portal.release();
  const missing = { ok: false, refusal: { code: 'not-found' } };
  expect(await viewReport(portal.as(await portal.prescriber(OTHER_RPPS)), { reportId })).toEqual(missing);
  expect(await viewReport(portal.as(await portal.nurse('CARDIO')), { reportId })).toEqual(missing);
  expect(await viewReport(portal.as(portal.biologist), { reportId })).toEqual(missing);
  const other = await portal.release({ patient: { identifier: '0008888' } });
  expect(await viewMyReport(portal.asPatient(await portal.patient(other.reportId)), { reportId })).toEqual(missing);
  expect(await viewsOf(reportId)).toEqual([]);
});

test('a biologist who also prescribes reads here what is addressed to her and nothing else of her laboratory', async () => {
  const { reportId } = await portal.release();
  const prescriber = await portal.prescriber(OTHER_RPPS);
  const both = { ...prescriber, roles: ['biologist', 'prescriber'] as const, siteIds: portal.biologist.siteIds };
  expect(await viewReport(portal.as(both), { reportId })).toMatchObject({ ok: false });
});

test('a patient reads every result and every note in order; the ward learns that, never the hour', async () => {
  const { reportId } = await portal.release({
    results: [{ notes: ['Prélèvement difficile.'] }, { code: 'NA', label: 'Sodium', value: '139', unit: 'mmol/L', range: '136 - 145', flag: 'N' }],
  });
  const read = await viewMyReport(portal.asPatient(await portal.patient(reportId)), { reportId });
  const results = read.ok ? read.value.panels.flatMap((panel) => panel.results) : [];
  expect(results.map((result) => result.label)).toEqual(['Potassium', 'Sodium']);
  expect(JSON.stringify(results)).toContain('Prélèvement difficile.');
  expect(await viewsOf(reportId)).toEqual([{ kind: 'patient', medium: 'screen', role: 'patient' }]);
  const readers = await listReaders(portal.as(await portal.nurse('URG')), { reportId });
  expect(readers).toMatchObject({ ok: true, value: { readers: [], patient: 'opened' } });
});

test('a replaced version stays readable, says by which, and the readers of both are listed', async () => {
  const first = await portal.release();
  const actor = await portal.prescriber();
  await viewReport(portal.as(actor), { reportId: first.reportId });
  portal.clock.pass(60_000);
  const second = await portal.release({ accessionNumber: first.accessionNumber, results: [{ value: '4.9' }] });
  const old = await viewReport(portal.as(actor), { reportId: first.reportId });
  expect(old).toMatchObject({ ok: true, value: { replacedBy: { reportId: second.reportId, version: 2 } } });
  portal.clock.pass(1000);
  const now = await viewReport(portal.as(actor), { reportId: second.reportId });
  expect(now).toMatchObject({ ok: true, value: { replacedBy: null, replaced: { reportId: first.reportId, version: 1 }, content: { kind: 'corrective' } } });
  const readers = await listReaders(portal.as(actor), { reportId: second.reportId });
  expect(readers.ok && readers.value.readers.map((reader) => reader.version)).toEqual([2, 1, 1]);
  expect(readers.ok && readers.value.readers.every((reader) => reader.isYou)).toBe(true);
});

test('whoever read the version before is told which and when; whoever did not is told nothing of it', async () => {
  const first = await portal.release();
  const [reader, colleague] = [await portal.prescriber(), await portal.prescriber()];
  const patient = await portal.patient(first.reportId);
  const unread = await viewReport(portal.as(reader), { reportId: first.reportId });
  expect(unread).toMatchObject({ ok: true, value: { readBefore: null } });
  await viewMyReport(portal.asPatient(patient), { reportId: first.reportId });
  const readAt = portal.clock.now();
  portal.clock.pass(60_000);
  const second = await portal.release({ accessionNumber: first.accessionNumber, results: [{ value: '4.9' }] });
  const told = { ok: true, value: { readBefore: { version: 1, viewedAt: readAt } } };
  expect(await viewReport(portal.as(reader), { reportId: second.reportId })).toMatchObject(told);
  expect(await viewMyReport(portal.asPatient(patient), { reportId: second.reportId })).toMatchObject(told);
  expect(await viewReport(portal.as(colleague), { reportId: second.reportId })).toMatchObject({ ok: true, value: { readBefore: null } });
});
