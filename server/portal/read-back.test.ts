import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OTHER_RPPS, openTestPortal } from '../main/testing-portal';
import { acknowledgeReport } from './acknowledge-report';
import { listReaders } from './list-readers';
import { viewReport } from './view-report';

let portal: Awaited<ReturnType<typeof openTestPortal>>;
beforeAll(async () => {
  portal = await openTestPortal();
});
afterAll(() => portal.end());

/** A released report with a critical potassium, read by its prescriber. */
async function critical() {
  const released = await portal.release({
    results: [
      { value: '6.9', flag: 'HH' },
      { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: '140', flag: 'N' },
    ],
  });
  const reader = portal.as(await portal.prescriber());
  expect((await viewReport(reader, { reportId: released.reportId })).ok).toBe(true);
  const read = await listReaders(reader, { reportId: released.reportId });
  if (!read.ok) throw new Error(read.refusal.code);
  return { ...released, reader, toReadBack: read.value.toReadBack };
}
const stateOf = async (dossierId: string) =>
  (
    await portal.rowsOf<Record<string, unknown>>(
      sql`select state, closed_via as via, spoken_to as who, quality from critical_call where dossier_id = ${dossierId}`,
    )
  )[0];
const said = (toReadBack: readonly { observationVersionId: string }[], repeated: string) =>
  toReadBack.map(({ observationVersionId }) => ({ observationVersionId, repeated }));

test('asks for the critical value and for it alone, without telling it', async () => {
  const { toReadBack } = await critical();
  expect(toReadBack).toMatchObject([{ label: 'Potassium', unit: 'mmol/L' }]);
  expect(JSON.stringify(toReadBack)).not.toContain('6,9');
});

test('a value not retyped, or retyped wrongly, takes nothing into account and leaves the call open', async () => {
  const { dossierId, reportId, reader, toReadBack } = await critical();
  expect(await acknowledgeReport(reader, { reportId })).toMatchObject({ refusal: { code: 'read-back-needed' } });
  expect(await acknowledgeReport(reader, { reportId, readBack: said(toReadBack, '9.6') })).toMatchObject({ refusal: { code: 'read-back-differs' } });
  expect(await stateOf(dossierId)).toMatchObject({ state: 'open' });
  expect(await portal.rowsOf(sql`select 1 from report_acknowledgement where report_id = ${reportId}`)).toEqual([]);
  const audited = await portal.rowsOf(sql`select outcome from audit_event where action = 'call.acknowledge' and dossier_id = ${dossierId}`);
  expect(audited).toEqual([{ outcome: 'refused' }]);
});

test.each(['6,9', ' 6.90 '])('retyped as « %s » it closes the call under the reader’s name, once', async (typed) => {
  const { dossierId, reportId, reader, toReadBack } = await critical();
  const first = await acknowledgeReport(reader, { reportId, readBack: said(toReadBack, typed) });
  expect(first.ok).toBe(true);
  expect(await stateOf(dossierId)).toMatchObject({ state: 'closed', via: 'portal', quality: 'prescripteur' });
  expect(await acknowledgeReport(reader, { reportId })).toEqual(first);
  const read = await listReaders(reader, { reportId });
  expect(read).toMatchObject({ ok: true, value: { toReadBack: [] } });
});

test('who may not open the report finds no call and closes none, also by raw SQL', async () => {
  const { dossierId, reportId, toReadBack } = await critical();
  const stranger = portal.as(await portal.prescriber(OTHER_RPPS));
  expect(await acknowledgeReport(stranger, { reportId, readBack: said(toReadBack, '6,9') })).toMatchObject({ refusal: { code: 'not-found' } });
  const rows = await stranger.transaction(async (tx) => [
    ...(await tx.execute(sql`update critical_call set state = 'closed', closed_via = 'portal' where dossier_id = ${dossierId} returning 1`)),
  ]);
  expect(rows).toEqual([]);
  expect(await stateOf(dossierId)).toMatchObject({ state: 'open' });
});

test('a report without an open call is taken into account as before', async () => {
  const { reportId } = await portal.release();
  const reader = portal.as(await portal.prescriber());
  await viewReport(reader, { reportId });
  expect((await acknowledgeReport(reader, { reportId })).ok).toBe(true);
});
