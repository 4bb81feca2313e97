import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { linkAlarm } from '../../db/schema/platform';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { habilitated, rosterOf } from '../main/testing-duty';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { testMessage } from '../simulator/test-message';
import { readWorklist } from '../validation/read-worklist';
import { cancelDuty } from './cancel-duty';
import { changeContacts } from './change-contacts';
import { declareAbsence, endAbsence } from './declare-absence';
import { importRoster } from './import-roster';
import { readCoverage } from './read-coverage';
import { readLines } from './read-lines';
import { sweepDuty } from './sweep-duty';

/** Saturday evening, before a Sunday with three sites. */
const START = '2026-11-28T18:00:00+01:00';
const THREE = ['valmont', 'hauterive', 'clairlieu'] as const;

let product: TestProduct;
let anne: ProfessionalActor;
let boris: ProfessionalActor;
let manager: ProfessionalActor;
let roster: ReturnType<typeof rosterOf>;

beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct({ start: START });
  anne = await habilitated(product, 'biologist', THREE, { givenName: 'Anne', familyName: 'ARNAUD' });
  boris = await habilitated(product, 'biologist', THREE, { givenName: 'Boris', familyName: 'BLANC' });
  manager = await habilitated(product, 'manager', THREE, { title: '', givenName: 'Maud', familyName: 'MOREL' });
  roster = rosterOf(product);
  for (const [index, laboratory] of (['LBM-VALMONT', 'LBM-HAUTERIVE', 'LBM-CLAIRLIEU'] as const).entries())
    await product.receive(
      testMessage({ sentAt: product.clock.now(), laboratory, accessionNumber: `2611280000${index}`, patient: { identifier: `000${index}` } }),
    );
});
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  await roster.clear();
});
afterAll(() => product.end());

const listOf = async (who: ProfessionalActor) => (await readWorklist(product.as(who))).entries.map(({ accessionNumber }) => accessionNumber).toSorted();
const planned = async (...given: Parameters<typeof roster.plan>) => {
  const outcome = await roster.plan(...given);
  assert(outcome.ok, 'the duty is planned');
  return outcome.value.dutyIds;
};
const at = async <T>(instant: string, work: () => Promise<T>): Promise<T> => {
  const before = product.clock.now().getTime();
  product.clock.pass(new Date(instant).getTime() - before);
  try {
    return await work();
  } finally {
    product.clock.pass(before - new Date(instant).getTime());
  }
};
const SUNDAY = ['2026-11-29T08:00', '2026-11-29T20:00'] as const;
const NOON = '2026-11-29T12:00:00+01:00';

describe('a duty planned from a screen fills the worklist', () => {
  test('of exactly its sites, from its first minute to its last', async () => {
    await planned(manager, anne, ['valmont', 'clairlieu'], ...SUNDAY);
    expect(await listOf(anne)).toEqual([]);
    expect(await at('2026-11-29T07:59:59+01:00', () => listOf(anne))).toEqual([]);
    expect(await at('2026-11-29T08:00:00+01:00', () => listOf(anne))).toEqual(['26112800000', '26112800002']);
    expect(await at('2026-11-29T19:59:59+01:00', () => listOf(anne))).toEqual(['26112800000', '26112800002']);
    expect(await at('2026-11-29T20:00:00+01:00', () => listOf(anne))).toEqual([]);
    expect(await at(NOON, () => listOf(boris))).toEqual([]);
  });

  test('and leaves its trace', async () => {
    const [dutyId] = await planned(manager, anne, ['valmont'], ...SUNDAY);
    const rows = await product.access.worker.execute(sql`select actor_name from audit_event where action = 'duty.plan' and subject_id = ${dutyId ?? ''}`);
    expect(rows).toEqual([{ actor_name: 'Maud MOREL' }]);
  });

  test('on the same hours of the clock in a night in which clocks change', async () => {
    await planned(manager, anne, ['valmont'], '2027-03-27T20:00', '2027-03-28T08:00');
    const rows = await product.access.worker.execute(
      sql`select extract(epoch from ends_at - starts_at) / 3600 as hours from on_call_duty where cancelled_at is null`,
    );
    expect(Number(rows[0]?.['hours'])).toBe(11);
  });
});

describe('planning refuses', () => {
  test('hours that the person already holds at one of the sites, and plans none of them', async () => {
    await planned(manager, anne, ['hauterive'], ...SUNDAY);
    const outcome = await roster.plan(manager, anne, THREE, '2026-11-29T19:00', '2026-11-30T08:00');
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'duty-overlaps', detail: { name: 'Dr Anne ARNAUD', site: 'Hauterive' } } });
    expect(await at(NOON, () => listOf(anne))).toEqual(['26112800001']);
    expect((await roster.plan(manager, anne, THREE, '2026-11-29T20:00', '2026-11-30T08:00')).ok).toBe(true);
  });

  test('somebody without the right of a biologist there, a site that is not the planner’s, whoever may not plan', async () => {
    expect(await roster.plan(manager, manager, ['valmont'], ...SUNDAY)).toMatchObject({ refusal: { code: 'not-biologist-there' } });
    const local = await habilitated(product, 'manager', ['valmont'], { givenName: 'Luc', familyName: 'LOCAL' });
    expect(await roster.plan(local, anne, ['valmont', 'hauterive'], ...SUNDAY)).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await roster.plan({ ...manager, roles: ['technician'] }, anne, ['valmont'], ...SUNDAY)).toMatchObject({ refusal: { code: 'not-found' } });
  });

  test.each([
    ['2026-11-29T08:00', '2026-11-29T08:00', 1, 'duty-wrong-period'],
    ['2026-11-29T08:00', '2026-11-30T09:00', 2, 'duty-wrong-period'],
    ['2026-11-20T08:00', '2026-11-20T20:00', 1, 'duty-past'],
    ['2026-11-29T08:00', '2026-12-20T08:00', 1, 'duty-too-long'],
    ['2027-03-28T02:30', '2027-03-28T08:00', 1, 'duty-clock-skipped'],
  ])('%s to %s on %i days: %s', async (from, to, days, code) => {
    expect(await roster.plan(manager, anne, ['valmont'], from, to, days)).toMatchObject({ refusal: { code } });
  });

  test('the second of two planners at once', async () => {
    const outcomes = await Promise.all([roster.plan(manager, anne, ['valmont'], ...SUNDAY), roster.plan(boris, anne, ['valmont'], ...SUNDAY)]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'planned' : outcome.refusal.code)).toSorted()).toEqual(['duty-overlaps', 'planned']);
  });

  test('and the database too, whatever the application forgot', async () => {
    await planned(manager, anne, ['valmont'], ...SUNDAY);
    const twice = product.access.worker.execute(
      sql`insert into on_call_duty (id, user_id, site_id, starts_at, ends_at, kind, made_at) values (gen_random_uuid(), ${anne.userId}, ${referenceIds.site('valmont')}, ${NOON}, '2026-12-01', 'garde', now())`,
    );
    await expect(twice).rejects.toMatchObject({ cause: { constraint_name: 'one_duty_per_person_and_site' } });
  });
});

describe('a swap', () => {
  test('moves a part of the duty at its exact minute, once the colleague has accepted, and not before', async () => {
    const ids = await planned(manager, anne, THREE, ...SUNDAY);
    const asked = await roster.ask(anne, boris, ids, { from: '2026-11-29T12:00', to: '2026-11-29T15:30' });
    assert(asked.ok, 'it is asked');
    expect(await at(NOON, () => listOf(anne))).toHaveLength(3);
    expect(await roster.answer(anne, asked.value.askId, 'accepted')).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await roster.answer(boris, asked.value.askId, 'accepted')).toMatchObject({ ok: true, value: { duties: 3 } });
    const who = async (instant: string) => [(await at(instant, () => listOf(anne))).length, (await at(instant, () => listOf(boris))).length];
    expect(await who('2026-11-29T11:59:59+01:00')).toEqual([3, 0]);
    expect(await who('2026-11-29T12:00:00+01:00')).toEqual([0, 3]);
    expect(await who('2026-11-29T15:29:59+01:00')).toEqual([0, 3]);
    expect(await who('2026-11-29T15:30:00+01:00')).toEqual([3, 0]);
    expect(await roster.answer(boris, asked.value.askId, 'accepted')).toMatchObject({ refusal: { code: 'swap-closed' } });
  });

  test('of a duty that was cancelled meanwhile is refused; accepted and cancelled at once, one of the two is told', async () => {
    for (let round = 0; round < 5; round += 1) {
      await roster.clear();
      const [dutyId = ''] = await planned(manager, anne, ['valmont'], ...SUNDAY);
      const asked = await roster.ask(anne, boris, [dutyId]);
      assert(asked.ok, 'it is asked');
      const [accepted, cancelled] = await Promise.all([
        roster.answer(boris, asked.value.askId, 'accepted'),
        cancelDuty(product.as(manager), { dutyId, reason: 'Essai' }),
      ]);
      expect([accepted.ok, cancelled.ok].filter(Boolean)).toHaveLength(1);
      expect(await at(NOON, () => listOf(boris))).toHaveLength(accepted.ok ? 1 : 0);
      expect(await at(NOON, () => listOf(anne))).toHaveLength(0);
    }
  });

  test('is refused to who could not take it, for what is not one’s own, and twice', async () => {
    const [dutyId = ''] = await planned(manager, anne, ['valmont'], ...SUNDAY);
    expect(await roster.ask(boris, anne, [dutyId])).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await roster.ask(anne, manager, [dutyId])).toMatchObject({ refusal: { code: 'not-biologist-there' } });
    expect((await roster.ask(anne, boris, [dutyId])).ok).toBe(true);
    expect(await roster.ask(anne, boris, [dutyId])).toMatchObject({ refusal: { code: 'swap-open' } });
  });

  test('that nobody answered in time ends by itself', async () => {
    const [dutyId = ''] = await planned(manager, anne, ['valmont'], ...SUNDAY);
    const asked = await roster.ask(anne, boris, [dutyId]);
    assert(asked.ok, 'it is asked');
    await at('2026-11-29T20:00:00+01:00', () => sweepDuty(product.ctx));
    expect(await roster.answer(boris, asked.value.askId, 'accepted')).toMatchObject({ refusal: { code: 'swap-closed' } });
  });
});

describe('who covers what is told', () => {
  const lines = async (who: ProfessionalActor) => {
    const outcome = await readLines(product.as(who));
    assert(outcome.ok, 'the lines are read');
    return Object.fromEntries(outcome.value.lines.map(({ site, people }) => [site, people]));
  };
  const NUMBERS = [
    { label: 'Portable', number: '06 00 00 00 01', forWards: true },
    { label: 'Domicile', number: '03 00 00 00 02', forWards: false },
  ];

  test('with every number inside the laboratory, and to a ward with those given for wards', async () => {
    await planned(manager, anne, ['valmont'], ...SUNDAY);
    expect((await changeContacts(product.as(anne), { userId: anne.userId, contacts: NUMBERS })).ok).toBe(true);
    const ward = await product.person('ward_staff', [], { siteIds: [], wardIds: [referenceIds.ward('valmont', 'URG')] });
    await at(NOON, async () => {
      const until = new Date('2026-11-29T20:00:00+01:00');
      expect((await lines(manager))['Valmont']).toEqual([
        { name: 'Dr Anne ARNAUD', kind: 'astreinte', until, contacts: NUMBERS.map(({ label, number }) => ({ label, number })), isResponsible: true },
      ]);
      const seen = await lines(ward);
      expect(seen['Valmont']?.[0]?.contacts).toEqual([{ label: 'Portable', number: '06 00 00 00 01' }]);
      expect(Object.keys(seen)).not.toContain('Hauterive');
    });
  });

  test('a person who declared an absence covers nothing, whatever was planned; taken back, she does', async () => {
    await planned(manager, anne, ['valmont'], ...SUNDAY);
    const away = await declareAbsence(product.as(anne), { userId: anne.userId, from: '2026-11-29T10:00', to: '2026-11-29T14:00' });
    assert(away.ok, 'the absence is declared');
    expect(away.value.duties).toBe(1);
    expect(await at(NOON, () => lines(manager))).toMatchObject({ Valmont: [] });
    const coverage = await readCoverage(product.as(manager), { from: '2026-11-29', days: 1 });
    assert(coverage.ok, 'the coverage is read');
    const hours = coverage.value.gaps.filter(({ siteId }) => siteId === referenceIds.site('valmont')).map(({ startsAt, endsAt }) => [startsAt, endsAt]);
    expect(hours).toEqual(
      [
        ['00:00', '08:00'],
        ['10:00', '14:00'],
        ['20:00', '24:00'],
      ].map(([from = '', to = '']) => [paris(from), paris(to)]),
    );
    expect(await roster.plan(manager, anne, ['hauterive'], '2026-11-29T13:00', '2026-11-29T20:00')).toMatchObject({ refusal: { code: 'person-away' } });
    expect((await endAbsence(product.as(anne), { absenceId: away.value.absenceId })).ok).toBe(true);
    expect(await at(NOON, () => lines(manager))).toMatchObject({ Valmont: [{ name: 'Dr Anne ARNAUD' }] });
  });

  test('a site without anybody within a day rings, and stops when somebody is planned', async () => {
    const open = async () =>
      (await product.access.worker.select().from(linkAlarm))
        .filter(({ kind, closedAt }) => kind === 'duty-gap' && closedAt === null)
        .map(({ detail }) => detail['site']);
    product.clock.pass(5 * 86_400_000);
    const days = ['2026-12-03T12:00', '2026-12-05T12:00'] as const;
    await planned(manager, anne, ['valmont', 'hauterive'], ...days);
    await sweepDuty(product.ctx);
    expect(await open()).toContain('Clairlieu');
    expect(await open()).not.toContain('Valmont');
    await planned(manager, boris, ['clairlieu'], ...days);
    product.clock.pass(60_000);
    await sweepDuty(product.ctx);
    expect(await open()).not.toContain('Clairlieu');
  });
});

const paris = (time: string): Date => new Date(time === '24:00' ? '2026-11-30T00:00:00+01:00' : `2026-11-29T${time}:00+01:00`);

describe('a table brought in', () => {
  const row = (line: number, of: ProfessionalActor, site: (typeof THREE)[number], from: string, to: string) => ({
    line,
    userId: of.userId,
    siteId: referenceIds.site(site),
    kind: 'garde' as const,
    from,
    to,
  });
  /** The tests before have moved the clock on. */
  const LATER = ['2026-12-20T08:00', '2026-12-20T20:00'] as const;
  const bring = (...rows: ReturnType<typeof row>[]) => importRoster(product.as(manager), { rows });
  const count = async () => (await product.access.worker.execute(sql`select 1 from on_call_duty where cancelled_at is null and ends_at > '2026-12-15'`)).length;

  test('is planned wholly, passes over what is planned already, and can be brought in again', async () => {
    const rows = [row(2, anne, 'valmont', ...LATER), row(3, boris, 'hauterive', ...LATER)];
    expect(await bring(...rows)).toMatchObject({ ok: true, value: { planned: 2, known: 0 } });
    expect(await bring(...rows, row(4, boris, 'clairlieu', ...LATER))).toMatchObject({ ok: true, value: { planned: 1, known: 2 } });
  });

  test('or not at all: the line that stops it is named, and nothing of the others stays', async () => {
    expect(await bring(row(2, anne, 'valmont', ...LATER), row(3, anne, 'valmont', '2026-12-20T10:00', '2026-12-20T22:00'))).toMatchObject({
      refusal: { code: 'duty-overlaps', detail: { line: 3 } },
    });
    expect(await bring(row(2, anne, 'valmont', '2026-12-20T20:00', '2026-12-20T08:00'))).toMatchObject({
      refusal: { code: 'duty-wrong-period', detail: { line: 2 } },
    });
    expect(await count()).toBe(0);
  });
});
