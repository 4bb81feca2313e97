import { afterAll, beforeAll, expect, test } from 'vitest';
import { OTHER_RPPS, openTestPortal, type TestPortal } from '../main/testing-portal';
import type { ProfessionalActor } from '../platform/actor';
import { beginVisit } from './begin-visit';
import { listMine } from './list-mine';
import { type ListInput, listReports } from './list-reports';
import { viewReport } from './view-report';

let portal: TestPortal;
let actor: ProfessionalActor;
beforeAll(async () => {
  portal = await openTestPortal();
  actor = await portal.prescriber();
  await portal.release({ accessionNumber: 'QUIET1', results: [{ flag: 'N' }] });
  await portal.release({
    accessionNumber: 'HIGH1',
    results: [
      { value: '5.6', flag: 'H' },
      { code: 'NA', label: 'Sodium', value: '139', flag: '' },
    ],
    patient: { identifier: '0005555', birthFamilyName: 'ÉTOILE' },
  });
  await portal.release({ accessionNumber: 'CRIT1', results: [{ value: '6.9', flag: 'HH' }], patient: { identifier: '0006666', birthFamilyName: 'GARANCE' } });
  await portal.release({
    accessionNumber: 'OTHER1',
    prescriberRpps: OTHER_RPPS,
    encounter: { ward: 'CARDIO' },
    patient: { identifier: '0004444', birthFamilyName: 'CERISE' },
  });
});
afterAll(() => portal.end());

const list = async (who: ProfessionalActor, given: Partial<ListInput> = {}) => {
  const answer = await listReports(portal.as(who), { scope: 'all', search: '', offset: 0, limit: 50, ...given });
  if (!answer.ok) throw new Error('no list');
  return answer.value;
};
const numbersOf = async (who: ProfessionalActor, given: Partial<ListInput> = {}) => (await list(who, given)).items.map((item) => item.accessionNumber);

test('critical first, then abnormal, then quiet; nobody else’s reports', async () => {
  expect(await numbersOf(actor)).toEqual(['CRIT1', 'HIGH1', 'QUIET1']);
  expect(await numbersOf(await portal.prescriber(OTHER_RPPS))).toEqual(['OTHER1']);
});

test('a ward sees what it asked for, under its own scope', async () => {
  const nurse = await portal.nurse('URG');
  expect(await numbersOf(nurse, { scope: 'ward' })).toHaveLength(3);
  expect(await numbersOf(nurse, { scope: 'mine' })).toEqual([]);
  expect(await numbersOf(await portal.nurse('CARDIO'))).toEqual(['OTHER1']);
});

test('before it is opened a report shows how many of which flag, and no result', async () => {
  const item = (await list(actor)).items.find((found) => found.accessionNumber === 'HIGH1');
  expect(item).toMatchObject({ group: 'abnormal', counts: { high: 1, notEvaluated: 1, critical: 0 }, opened: null });
  expect(JSON.stringify(item)).not.toMatch(/Potassium|5,6/);
});

test('search finds names without accents, patient numbers and dossier numbers, and nothing of others', async () => {
  expect(await numbersOf(actor, { search: 'etoile' })).toEqual(['HIGH1']);
  expect(await numbersOf(actor, { search: '0006666' })).toEqual(['CRIT1']);
  expect(await numbersOf(actor, { search: 'quiet1' })).toEqual(['QUIET1']);
  expect(await numbersOf(actor, { search: 'other1' })).toEqual([]);
  expect(await numbersOf(actor, { search: '%' })).toEqual([]);
});

test('pages follow each other without a gap', async () => {
  expect(await numbersOf(actor, { limit: 2 })).toEqual(['CRIT1', 'HIGH1']);
  expect(await numbersOf(actor, { limit: 2, offset: 2 })).toEqual(['QUIET1']);
  expect((await list(actor, { limit: 2 })).total).toBe(3);
});

test('once opened a report is read for this reader alone and shows what was flagged', async () => {
  const reader = await portal.prescriber();
  const [first] = (await list(reader)).items;
  await viewReport(portal.as(reader), { reportId: first?.reportId ?? '' });
  const after = await list(reader);
  expect(after.items.at(-1)).toMatchObject({
    accessionNumber: 'CRIT1',
    group: 'read',
    opened: { flagged: [{ label: 'Potassium', value: '6,9', flag: 'critical-high' }] },
  });
  expect(after.counts).toMatchObject({ all: 3, unread: 2 });
  expect((await list(actor)).items[0]).toMatchObject({ accessionNumber: 'CRIT1', group: 'critical', opened: null });
});

test('only the newest version is listed, unread again, and says what it replaces', async () => {
  const reader = await portal.prescriber();
  const { reportId } = await portal.release({ accessionNumber: 'VERSION1' });
  await viewReport(portal.as(reader), { reportId });
  portal.clock.pass(60_000);
  await portal.release({ accessionNumber: 'VERSION1', results: [{ value: '4.9', flag: 'N' }] });
  const items = (await list(reader, { search: 'version1' })).items;
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ version: 2, replaces: 1, group: 'abnormal', readAt: null, opened: null });
});

test('what is new counts from the beginning of the visit before this one', async () => {
  const visitor = await portal.prescriber();
  expect((await list(visitor)).since).toBeNull();
  expect(await beginVisit(portal.as(visitor))).toMatchObject({ value: { began: true } });
  expect(await beginVisit(portal.as(visitor))).toMatchObject({ value: { began: false } });
  expect((await list(visitor)).since).toBeNull();
  const firstVisit = portal.clock.now();
  portal.clock.pass(3_600_000);
  await portal.release({ accessionNumber: 'LATER1' });
  const again = { ...visitor, sessionId: (await portal.prescriber()).sessionId };
  for (const begun of [false, true]) {
    if (begun) await beginVisit(portal.as(again));
    const seen = await list(again);
    expect(seen.since).toEqual(firstVisit);
    expect(seen.fresh).toEqual({ patients: 1, reports: 1 });
    expect(seen.items.filter((item) => item.isNew).map((item) => item.accessionNumber)).toEqual(['LATER1']);
  }
});

test('a patient’s own list names no result', async () => {
  const { reportId } = await portal.release({ patient: { identifier: '0007777', birthFamilyName: 'SEULE', givenNames: ['Anne'] } });
  const mine = await listMine(portal.asPatient(await portal.patient(reportId)));
  expect(mine).toMatchObject({ ok: true, value: { name: 'Anne SEULE', reports: [{ reportId, isNew: true, resultCount: 1 }] } });
  expect(JSON.stringify(mine)).not.toMatch(/Potassium|4,1/);
});
