import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { newId } from '../platform/ids';
import { viewReport } from '../portal/view-report';
import { testMessage } from '../simulator/test-message';
import { followActivities } from './follow-activity';
import { readActivity } from './read-activity';
import { sweepActivity } from './sweep-activity';

let product: TestProduct;
const DAY = '2026-11-21';
const HOUR = 3_600_000;

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct({ start: '2026-11-21T10:00:00+01:00' });
});
afterAll(() => product.end());

async function received(accessionNumber: string, laboratory: 'LBM-VALMONT' | 'LBM-HAUTERIVE' = 'LBM-VALMONT'): Promise<string> {
  await product.receive(
    testMessage({ accessionNumber, laboratory, sentAt: product.clock.now(), collectedAt: new Date(product.clock.now().getTime() - HOUR / 2) }),
  );
  return product.dossierId(accessionNumber);
}

/** A dossier of which only the activity matters: readable so many seconds after sampling. */
async function countedFor(site: 'valmont' | 'hauterive', seconds: number): Promise<void> {
  const at = product.clock.now();
  const available = new Date(at.getTime() + seconds * 1000);
  await product.access.worker.execute(sql`
    insert into dossier_activity (dossier_id, site_id, priority, is_test, collected_at, received_at, first_validated_at, first_available_at)
    values (${newId()}, ${referenceIds.site(site)}, 'routine', false, ${at.toISOString()}, ${at.toISOString()}, ${available.toISOString()}, ${available.toISOString()})`);
}

const rowOf = async (dossierId: string) =>
  (await product.access.worker.execute(sql`select * from dossier_activity where dossier_id = ${dossierId}`))[0] as unknown as Record<
    string,
    Date | string | number | null
  >;
const today = async (role: 'manager' | 'prescriber' | 'administrator', sites: ('valmont' | 'hauterive')[], siteId: string | null = null) =>
  readActivity(product.as(await product.person(role, sites)), { from: DAY, to: DAY, siteId });

describe('the activity of a dossier', () => {
  test('follows it from reception to reading, each instant being the first of its kind', async () => {
    const dossierId = await received('8001');
    expect(await rowOf(dossierId)).toMatchObject({ first_validated_at: null, first_available_at: null, first_read_at: null, report_versions: 0 });
    const signedAt = product.clock.now();
    await product.validate(await product.person('biologist'), dossierId);
    const validated = await rowOf(dossierId);
    expect(new Date(String(validated.first_validated_at))).toEqual(signedAt);
    expect(validated).toMatchObject({ report_versions: 1, first_read_at: null });
    expect(new Date(String(validated.first_available_at))).toEqual(product.clock.now());

    const [report] = await product.access.worker.execute<{ id: string } & Record<string, unknown>>(sql`select id from report where dossier_id = ${dossierId}`);
    const prescriber = await product.person('prescriber', [], { prescriberId: referenceIds.prescriber('10001234567'), siteIds: [] });
    product.clock.pass(HOUR);
    const readAt = product.clock.now();
    for (const _ of [1, 2]) {
      await viewReport(product.as(prescriber), { reportId: String(report?.id) });
      product.clock.pass(HOUR);
      await product.settle();
    }
    expect(new Date(String((await rowOf(dossierId)).first_read_at))).toEqual(readAt);
  });

  test('stays the same however often it is followed', async () => {
    const dossierId = await received('8002');
    const before = await rowOf(dossierId);
    product.clock.pass(HOUR);
    await product.ctx.transaction((tx) => followActivities(tx, new Set([dossierId])));
    expect(await rowOf(dossierId)).toEqual(before);
  });

  test('is mended by the sweeper when it differs from its sources, once, with a trace', async () => {
    const dossierId = await received('8003');
    await product.access.worker.execute(sql`update dossier_activity set first_read_at = received_at, priority = 'stat' where dossier_id = ${dossierId}`);
    product.clock.pass(120_000);
    expect(await sweepActivity(product.ctx)).toEqual({ mended: 1 });
    expect(await rowOf(dossierId)).toMatchObject({ first_read_at: null, priority: 'routine' });
    expect(await sweepActivity(product.ctx)).toEqual({ mended: 0 });
  });
});

describe('what a manager counts', () => {
  test('is her own sites and no other', async () => {
    await received('8101', 'LBM-HAUTERIVE');
    const ofValmont = await today('manager', ['valmont']);
    expect(ofValmont).toMatchObject({
      ok: true,
      value: { total: { received: 3, validated: 1, available: 1, read: 1 }, bySite: [{ name: 'Valmont', received: 3 }] },
    });
    const ofBoth = await today('manager', ['valmont', 'hauterive']);
    expect(ofBoth).toMatchObject({ ok: true, value: { total: { received: 4 } } });
    const asked = await today('manager', ['valmont'], referenceIds.site('hauterive'));
    expect(asked).toMatchObject({ ok: true, value: { total: { received: 0 }, bySite: [] } });
  });

  test.each(['prescriber', 'administrator'] as const)('is nothing for a %s', async (role) => {
    expect(await today(role, ['valmont'])).toEqual({ ok: false, refusal: { code: 'not-found' } });
    const rows = await product.as(await product.person(role, ['valmont'])).transaction((tx) => tx.execute(sql`select 1 from dossier_activity`));
    expect(rows).toHaveLength(0);
  });

  test('gives no delay under ten dossiers, then median and ninetieth percentile from sampling', async () => {
    expect(await today('manager', ['valmont'])).toMatchObject({ ok: true, value: { delays: { routine: [{ count: 1, medianMs: null, ninetiethMs: null }] } } });
    for (let minutes = 1; minutes <= 9; minutes += 1) await countedFor('valmont', minutes * 60);
    const result = await today('manager', ['valmont']);
    const minute = 60_000;
    expect(result).toMatchObject({ ok: true, value: { delays: { routine: [{ name: 'Valmont', count: 10, medianMs: 5.5 * minute }] } } });
    expect(result.ok && result.value.delays.routine[0]?.ninetiethMs).toBeCloseTo(9 * minute + 0.1 * (HOUR / 2 + 11_000 - 9 * minute), -2);
  });

  test('shows the hours of today with what is usual only when there are weeks to say so', async () => {
    const result = await today('manager', ['valmont']);
    expect(result.ok && result.value.hours[0]?.total).toBe(12);
    expect(result.ok && result.value.hours[0]?.hours.every(({ usual }) => usual === null)).toBe(true);
    expect(result.ok && result.value.days[0]?.days.at(-1)).toEqual({ day: DAY, received: 12, validated: 10 });
  });

  test('leaves trials out', async () => {
    await product.receive(testMessage({ accessionNumber: '8999', sentAt: product.clock.now(), processingId: 'T' }));
    expect(await today('manager', ['valmont'])).toMatchObject({ ok: true, value: { total: { received: 12 } } });
  });
});
