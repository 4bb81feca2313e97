import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import { RECEIVED_MESSAGES } from '../main/wiring';
import { acknowledgeReport } from '../portal/acknowledge-report';
import { listReaders } from '../portal/list-readers';
import { viewReport } from '../portal/view-report';
import { sweepOutbound } from './sweep-outbound';

let portal: TestPortal;
beforeAll(async () => {
  portal = await openTestPortal();
});
afterAll(() => portal.end());

const receiptsOf = async (dossierId: string): Promise<string[]> =>
  (
    await portal.rowsOf<{ payload: Buffer }>(sql`select payload from outbound_message where dossier_id = ${dossierId} and kind = 'reading' order by sequence`)
  ).map(({ payload }) => payload.toString('latin1'));

async function reader() {
  const rppsNumber = '10001234567';
  return portal.as(await portal.person('prescriber', [], { prescriberId: referenceIds.prescriber(rppsNumber), rppsNumber }));
}

test('« Pris en compte » is for what one has read, said once, shown and told to the laboratory by name', async () => {
  const { reportId, dossierId } = await portal.release();
  const prescriber = await reader();
  expect(await acknowledgeReport(prescriber, { reportId })).toEqual({ ok: false, refusal: { code: 'not-found' } });
  await viewReport(prescriber, { reportId });
  const first = await acknowledgeReport(prescriber, { reportId });
  portal.clock.pass(60_000);
  expect(await acknowledgeReport(prescriber, { reportId })).toEqual(first);
  await portal.settle();
  const [consulted, acknowledged, ...more] = await receiptsOf(dossierId);
  expect([consulted, more]).toEqual([expect.stringContaining('|CONSULTED^'), []]);
  expect(acknowledged).toMatch(/OBX\|1\|CWE\|ACKNOWLEDGED\^Pris en compte\^RELAIS_RECEIPT\|\|PRESCRIBER\^/);
  expect(acknowledged).toContain('|10001234567^');
  expect(await listReaders(prescriber, { reportId })).toMatchObject({ ok: true, value: { acknowledgements: [{ isYou: true }] } });
});

test('a stranger acknowledges nothing, and nobody changes what was said', async () => {
  const { reportId } = await portal.release();
  const stranger = portal.as(await portal.person('prescriber', [], { prescriberId: referenceIds.prescriber('99900001233') }));
  expect(await acknowledgeReport(stranger, { reportId })).toMatchObject({ ok: false });
  for (const statement of ['delete from report_acknowledgement', "update report_acknowledgement set reader_name = 'x'"])
    await expect(portal.access.worker.execute(sql.raw(statement))).rejects.toMatchObject({ cause: { code: '42501' } });
});

test('the sweeper compares what is new, and everything once a day', async () => {
  const { dossierId } = await portal.release();
  const lose = () => portal.access.worker.execute(sql`delete from fact_task where name in ('report.acknowledged', 'report.available', 'outbound.queued')`);
  await sweepOutbound(portal.ctx, RECEIVED_MESSAGES);
  const [mark] = await portal.rowsOf<{ until: Date }>(sql`select compared_until as until from outbound_sweep`);
  expect(mark).toBeDefined();
  await lose();
  const old = new Date(portal.clock.now().getTime() - 10 * 24 * 3_600_000).toISOString();
  await portal.access.worker.execute(sql`insert into report_recipient (id, report_id, kind, ward_id, available_at)
    select gen_random_uuid(), id, 'ward', ${referenceIds.ward('valmont', 'URG')}, ${old} from report where dossier_id = ${dossierId}`);
  portal.clock.pass(120_000);
  expect(await sweepOutbound(portal.ctx, RECEIVED_MESSAGES)).toMatchObject({ untold: 0 });
  portal.clock.pass(24 * 3_600_000);
  expect(await sweepOutbound(portal.ctx, RECEIVED_MESSAGES)).toMatchObject({ untold: 1 });
  expect(await sweepOutbound(portal.ctx, RECEIVED_MESSAGES)).toMatchObject({ untold: 0 });
});
