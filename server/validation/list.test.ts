import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { plainText } from '../platform/plain-text';
import { readWorklist, readWorklistChoices } from './read-worklist';
import type { Worklist } from './worklist';
import { AGES, bornFor, EFFECTS_SHOWN, FIRST_PAGE, type Filters, NO_FILTERS, PRIORITIES } from './worklist-filters';

/** The quick list (a page from each site's index, filters in the database) is the plain one: every line, filtered and sorted one by one. */
let product: TestValidation;
let helene: ProfessionalActor;
const SITES = ['valmont', 'hauterive', 'clairlieu'] as const;

beforeAll(async () => {
  product = await openTestValidation();
  helene = await product.person('biologist', SITES);
  const at = product.clock.now();
  for (const key of ['valmont', 'hauterive'] as const)
    await product.rows(sql`insert into on_call_duty (id, user_id, site_id, starts_at, ends_at, kind, made_at)
      values (${newId()}, ${helene.userId}, ${referenceIds.site(key)}, ${new Date(at.getTime() - 3_600_000).toISOString()}, ${new Date(at.getTime() + 36_000_000).toISOString()}, 'astreinte', ${at.toISOString()})`);
  await fill(320);
});
afterAll(() => product.end());

/** Lines that differ in everything that the list looks at, many of them alike in the order. */
async function fill(count: number): Promise<void> {
  const dossierId = await product.send(product.freshNumber());
  await product.rows(sql`insert into dossier select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'accession_number', 'T' || n))).*
    from dossier d cross join generate_series(1, ${count}::int) n where d.id = ${dossierId}`);
  const sites = sql`(array[${sql.join(
    SITES.map((key) => sql`${referenceIds.site(key)}`),
    sql`, `,
  )}])[1 + n % 3]::uuid`;
  await product.rows(sql`
    insert into worklist_entry (dossier_id, site_id, laboratory_id, standing, revision, accession_number, patient_name, patient_sex, patient_birth_date, place, priority, deadline_at, arrived_at,
      critical_count, abnormal_count, awaiting_count, highlights, awaited, is_modified, rank, ward, chapters, search, rule_effect, planned_for)
    select d.id, ${sites}, d.laboratory_id, (array['awaiting','awaiting','held','pending','validated'])[1 + n % 5], 1, 'T' || n, 'ESSAI ' || n, 'F',
      case when n % 7 = 0 then null else (date '2026-11-21' - (n * n * 17 % 33000))::text end, 'Lit', (array['stat','urgent','routine'])[1 + n % 3],
      case when n % 4 = 0 then timestamptz '2026-11-21T04:00:00Z' + make_interval(mins => n % 6) end, timestamptz '2026-11-21T01:00:00Z' + make_interval(mins => n % 9),
      0, 0, 1, '[]', '[]', false, n % 4, (array['Urgences','Réanimation','Pédiatrie'])[1 + n % 3], array[(array['Biochimie','Hématologie','Hémostase'])[1 + n % 3]],
      'essai ' || n || ' t' || n || ' urgences', (array['','hold','call','block'])[1 + n % 4], case when n % 11 = 0 then timestamptz '2026-11-21T06:00:00Z' end
    from dossier d cross join lateral (select substr(d.accession_number, 2)::int as n) t where d.accession_number like 'T%'`);
  await product.rows(sql`insert into critical_call (id, dossier_id, laboratory_id, site_id, opened_at, due_at)
    select gen_random_uuid(), id, laboratory_id, site_id, now(), ${'2026-11-21T03:40:00Z'} from dossier where accession_number like 'T%' and substr(accession_number, 2)::int % 23 = 0`);
}

interface Plain extends Record<string, unknown> {
  id: string;
  site_id: string;
  standing: string;
  search: string;
  ward: string;
  priority: string;
  chapters: string[];
  patient_birth_date: string | null;
  rule_effect: string;
  tier: number;
  presses_at: string;
  arrived_at: string;
}

/** Every line that waits where she is on duty, kept and sorted one by one. */
async function plainly(filters: Filters): Promise<string[]> {
  const rows = await product.rows<Plain>(sql`select *, dossier_id as id from worklist_entry`);
  const onDuty = new Set([referenceIds.site('valmont'), referenceIds.site('hauterive')]);
  const has = (list: readonly string[], value: string) => list.length === 0 || list.includes(value);
  const kept = rows.filter(
    (row) =>
      onDuty.has(row.site_id) &&
      has(filters.siteIds, row.site_id) &&
      (filters.tab === 'held' ? row.standing === 'held' : row.standing === 'awaiting' || row.standing === 'pending') &&
      plainText(filters.search)
        .split(' ')
        .every((word) => row.search.includes(word)) &&
      has(filters.wards, row.ward) &&
      has(filters.priorities, row.priority) &&
      has(filters.effects, row.rule_effect) &&
      (filters.chapters.length === 0 || filters.chapters.some((chapter) => row.chapters.includes(chapter))) &&
      (filters.ages.length === 0 ||
        filters.ages.some((age) => {
          const { after, until } = bornFor(age, product.clock.now());
          return row.patient_birth_date !== null && row.patient_birth_date > after && row.patient_birth_date <= until;
        })),
  );
  const place = (row: Plain) => [row.tier, Date.parse(row.presses_at), Date.parse(row.arrived_at), row.id] as const;
  return kept
    .sort((a, b) => {
      const [one, other] = [place(a), place(b)];
      const at = one.findIndex((value, index) => value !== other[index]);
      return at === -1 ? 0 : (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1;
    })
    .map(({ id }) => id);
}

async function allPages(filters: Filters, limit: number): Promise<{ ids: string[]; pages: Worklist[] }> {
  const pages: Worklist[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Worklist = await readWorklist(product.as(helene), { ...FIRST_PAGE, filters, cursor, limit });
    pages.push(page);
    cursor = page.cursor;
    if (cursor === null) return { ids: pages.flatMap(({ entries }) => entries.map(({ dossierId }) => dossierId)), pages };
  }
}

const some = <T>(of: readonly T[]) => fc.uniqueArray(fc.constantFrom(...of), { maxLength: 2 });
const anyFilters: fc.Arbitrary<Filters> = fc.record({
  tab: fc.constantFrom('awaiting' as const, 'held' as const),
  siteIds: some(SITES.map((key) => referenceIds.site(key))),
  search: fc.constantFrom('', '', '', 'essai 1', 'T2', 'urgences essai', 'Éssaï 30', '%', 'zzz'),
  wards: some(['Urgences', 'Réanimation', "d'ailleurs"]),
  priorities: some(PRIORITIES),
  chapters: some(['Biochimie', 'Hématologie']),
  ages: some(AGES),
  effects: some(EFFECTS_SHOWN),
});

describe('the list of ten thousand', () => {
  test('its pages together are the plain list, whatever the filter and the size of a page', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilters, fc.integer({ min: 3, max: 120 }), async (filters, limit) => {
        const { ids, pages } = await allPages(filters, limit);
        expect(ids).toEqual(await plainly(filters));
        const { now, tonight, next } = pages[0]?.groups ?? { now: 0, tonight: 0, next: 0 };
        expect(now + tonight + next).toBe(ids.length);
        const groups = pages.flatMap(({ entries }) => entries.map(({ group }) => group));
        expect(groups).toEqual([...groups].sort((a, b) => ['now', 'tonight', 'next'].indexOf(a) - ['now', 'tonight', 'next'].indexOf(b)));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test('the counts of sites speak of everything, whatever the filter', async () => {
    const { sites } = await readWorklist(product.as(helene), { ...FIRST_PAGE, filters: { ...NO_FILTERS, search: 'zzz' } });
    const rows = await product.rows<{ id: string; n: number }>(
      sql`select site_id as id, count(*)::int as n from worklist_entry where standing = 'awaiting' group by site_id`,
    );
    expect(sites).toHaveLength(2);
    for (const site of sites) expect(site.awaiting).toBe(rows.find(({ id }) => id === site.id)?.n);
  });

  test('says of lines asked for by name whether they are still there, and of the open dossier whatever the filter', async () => {
    const ids = await plainly(NO_FILTERS);
    const [first = '', second = ''] = ids;
    const held = (await plainly({ ...NO_FILTERS, tab: 'held' }))[0] ?? '';
    const answer = await readWorklist(product.as(helene), { ...FIRST_PAGE, limit: 1, known: [second, held, newId()], open: held });
    expect(answer.entries.map(({ dossierId }) => dossierId)).toEqual([first]);
    expect(answer.known.map(({ dossierId }) => dossierId)).toEqual([second]);
    expect(answer.open).toMatchObject({ dossierId: held, entry: { standing: 'held' } });
    const nobody = newId();
    expect((await readWorklist(product.as(helene), { ...FIRST_PAGE, open: nobody })).open).toEqual({ dossierId: nobody, entry: null });
  });

  test('counts what came since above a line, and nothing that came before or belongs below', async () => {
    const page = await readWorklist(product.as(helene), { ...FIRST_PAGE, limit: 30 });
    const since = (at: string) => readWorklist(product.as(helene), { ...FIRST_PAGE, limit: 1, since: { at: new Date(at), upTo: page.lastPlace ?? '' } });
    expect((await since('2026-11-21T00:00:00Z')).arrivedAbove).toBe(30);
    expect((await since('2026-11-21T12:00:00Z')).arrivedAbove).toBe(0);
  });

  test('offers what there is to choose from', async () => {
    const { wards, chapters } = await readWorklistChoices(product.as(helene), 'held');
    const held = await plainly({ ...NO_FILTERS, tab: 'held' });
    expect(wards.reduce((sum, { count }) => sum + count, 0)).toBe(held.length);
    expect(chapters.map(({ name }) => name)).toEqual(['Biochimie', 'Hématologie']);
  });

  test('refuses a place that is none', async () => {
    const { worklistInput } = await import('./worklist-filters');
    expect(worklistInput.safeParse({ ...FIRST_PAGE, cursor: "5|'; drop table dossier|x|y" }).success).toBe(false);
  });
});

describe('the order', () => {
  test('an open call comes first, and goes back when it is over, without anybody telling the list', async () => {
    const dossierId = await product.send(product.freshNumber());
    const line = async () =>
      (
        await product.rows<{ tier: number; call: string | null }>(sql`select tier, open_call_at as call from worklist_entry where dossier_id = ${dossierId}`)
      )[0];
    const before = await line();
    const callId = newId();
    await product.rows(sql`insert into critical_call (id, dossier_id, laboratory_id, site_id, opened_at, due_at)
      select ${callId}, id, laboratory_id, site_id, now(), ${'2026-11-21T02:40:00Z'} from dossier where id = ${dossierId}`);
    expect(await line()).toMatchObject({ tier: 0 });
    expect((await readWorklist(product.as(helene))).entries[0]).toMatchObject({ dossierId, group: 'now', openCallAt: new Date('2026-11-21T02:40:00Z') });
    // A projection that knows nothing of calls keeps it.
    await product.send(product.freshNumber());
    await product.rows(sql`update worklist_entry set open_call_at = null, tier = 5 where dossier_id = ${dossierId}`);
    expect(await line()).toMatchObject({ tier: 0 });
    await product.rows(sql`update critical_call set state = 'void', closed_at = now() where id = ${callId}`);
    expect(await line()).toEqual(before);
  });

  test('everybody is of one age', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1910-01-01'), max: new Date('2026-11-21'), noInvalidDate: true }), (born) => {
        const day = born.toISOString().slice(0, 10);
        const now = product.clock.now();
        expect(AGES.filter((age) => day > bornFor(age, now).after && day <= bornFor(age, now).until)).toHaveLength(1);
      }),
    );
  });

  test.each([
    ['2026-10-25', 'newborn'],
    ['2026-10-24', 'child'],
    ['2008-11-22', 'child'],
    ['2008-11-21', 'adult'],
    ['1951-11-22', 'adult'],
    ['1951-11-21', 'elder'],
  ])('born on %s, on 21 November 2026: %s', (day, expected) => {
    const now = product.clock.now();
    expect(AGES.filter((age) => day > bornFor(age, now).after && day <= bornFor(age, now).until)).toEqual([expected]);
  });
});
