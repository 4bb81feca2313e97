import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { idsIn, isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { worklistEntry } from '../../db/schema/validation';
import { plainText } from '../platform/plain-text';
import type { WorklistRow } from './store';
import { bornFor, type Filters } from './worklist-filters';

const TABS = { awaiting: sql`w.standing in ('awaiting', 'pending')`, held: sql`w.standing = 'held'` };
/** The order of what cannot wait; the id last, so that no two lines have the same place. */
const ORDER = sql`w.tier, w.presses_at, w.arrived_at, w.dossier_id`;

/** What a filter asks of a line, whichever statement looks. */
function asked(filters: Filters, now: Date): SQL {
  const { wards, priorities, chapters, ages, effects } = filters;
  const conditions: SQL[] = [TABS[filters.tab]];
  for (const word of plainText(filters.search).split(' ').filter(Boolean)) conditions.push(sql`strpos(w.search, ${word}) > 0`);
  if (wards.length > 0) conditions.push(sql`w.ward = any (${textsIn(wards)})`);
  if (priorities.length > 0) conditions.push(sql`w.priority = any (${textsIn(priorities)})`);
  if (chapters.length > 0) conditions.push(sql`w.chapters && ${textsIn(chapters)}`);
  if (effects.length > 0) conditions.push(sql`w.rule_effect = any (${textsIn(effects)})`);
  if (ages.length > 0) {
    const born = ages.map((age) => bornFor(age, now)).map(({ after, until }) => sql`(w.patient_birth_date > ${after} and w.patient_birth_date <= ${until})`);
    conditions.push(sql`(${sql.join(born, sql` or `)})`);
  }
  return sql.join(conditions, sql` and `);
}

/** The sites that are looked at, and all those that the reader is on duty at. */
export interface Places {
  siteIds: readonly string[];
  covered: readonly string[];
}

/** Of a dossier whose sampling site is among these too, the line of the whole is enough: who signs there speaks for both. */
const notTwice = (siteIds: readonly string[]): SQL => sql`(w.part_of is null or w.part_of <> all (${idsIn(siteIds)}))`;

/** Texts as one parameter, whatever they hold. */
const textsIn = (texts: readonly string[]): SQL => sql`array(select jsonb_array_elements_text(${JSON.stringify(texts)}::text::jsonb))`;

const place = (cursor: string): SQL => {
  const [tier = '0', presses = '', arrived = '', id = ''] = cursor.split('|');
  return sql`(${tier}::smallint, ${presses}::timestamptz, ${arrived}::timestamptz, ${id}::uuid)`;
};

export interface ListPlace {
  id: string;
  cursor: string;
}

/** The next lines after the cursor, of all these sites in one order: each site is read from its index, no further than the page. */
export async function pageOf(
  tx: Transaction,
  { siteIds, covered }: Places,
  { filters, cursor, limit, now }: { filters: Filters; cursor: string | null; limit: number; now: Date },
): Promise<ListPlace[]> {
  if (siteIds.length === 0) return [];
  const after = cursor === null ? sql`true` : sql`(${ORDER}) > ${place(cursor)}`;
  return [
    ...(await tx.execute<{ id: string; cursor: string }>(sql`
      select w.dossier_id as id, concat_ws('|', w.tier, w.presses_at, w.arrived_at, w.dossier_id) as cursor
      from unnest(${idsIn(siteIds)}) s(id) cross join lateral (
        select w.dossier_id, w.tier, w.presses_at, w.arrived_at from worklist_entry w where w.site_id = s.id and ${notTwice(covered)} and ${asked(filters, now)} and ${after}
        order by ${ORDER} limit ${limit}) w
      order by ${ORDER} limit ${limit}`)),
  ];
}

/** Whole lines of these sites by their dossiers, in no order; of the whole and a part, the whole. */
export async function entriesAmong(tx: Transaction, siteIds: readonly string[], dossierIds: readonly string[]): Promise<WorklistRow[]> {
  if (dossierIds.length === 0) return [];
  const rows = await tx.select().from(worklistEntry).where(isAmong(worklistEntry.dossierId, dossierIds));
  return rows.filter(({ siteId, partOf }) => siteIds.includes(siteId) && (partOf === null || !siteIds.includes(partOf)));
}

/** Those that wait at these sites, whatever the filter. */
export async function waitingAmong(tx: Transaction, siteIds: readonly string[], dossierIds: readonly string[]): Promise<WorklistRow[]> {
  const rows = await entriesAmong(tx, siteIds, dossierIds);
  return rows.filter(({ standing }) => ['awaiting', 'held', 'pending'].includes(standing));
}

/** Which of these still answer the filter. */
export async function stillThere(tx: Transaction, { siteIds, covered }: Places, dossierIds: readonly string[], filters: Filters, now: Date): Promise<string[]> {
  if (siteIds.length === 0 || dossierIds.length === 0) return [];
  const rows = await tx.execute<{ id: string }>(sql`
    select w.dossier_id as id from worklist_entry w where w.dossier_id = any (${idsIn(dossierIds)}) and w.site_id = any (${idsIn(siteIds)}) and ${notTwice(covered)} and ${asked(filters, now)}`);
  return rows.map(({ id }) => id);
}

/** How many lines answer the filter, by their place in the order. */
export async function tiersOf(tx: Transaction, { siteIds, covered }: Places, filters: Filters, now: Date): Promise<{ tier: number; count: number }[]> {
  if (siteIds.length === 0) return [];
  return [
    ...(await tx.execute<{ tier: number; count: number }>(sql`
      select w.tier, count(*)::int as count from worklist_entry w where w.site_id = any (${idsIn(siteIds)}) and ${notTwice(covered)} and ${asked(filters, now)} group by w.tier`)),
  ];
}

/** How many of them came after an instant and belong above a line. */
export async function arrivedAbove(
  tx: Transaction,
  { siteIds, covered }: Places,
  { filters, at, upTo, now }: { filters: Filters; at: Date; upTo: string; now: Date },
): Promise<number> {
  if (siteIds.length === 0) return 0;
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from worklist_entry w
    where w.site_id = any (${idsIn(siteIds)}) and ${notTwice(covered)} and ${asked(filters, now)} and w.arrived_at > ${at.toISOString()} and (${ORDER}) <= ${place(upTo)}`);
  return row?.count ?? 0;
}

export interface WaitingCount {
  siteId: string;
  standing: string;
  tier: number;
  count: number;
}

/** All that waits at these sites, whatever the filter. */
export async function waitingCounts(tx: Transaction, siteIds: readonly string[]): Promise<WaitingCount[]> {
  if (siteIds.length === 0) return [];
  return tx
    .select({ siteId: worklistEntry.siteId, standing: worklistEntry.standing, tier: worklistEntry.tier, count: sql<number>`count(*)::int` })
    .from(worklistEntry)
    .where(
      and(
        inArray(worklistEntry.siteId, [...siteIds]),
        sql`standing in ('awaiting','held','pending')`,
        sql`(part_of is null or part_of <> all (${idsIn(siteIds)}))`,
      ),
    )
    .groupBy(worklistEntry.siteId, worklistEntry.standing, worklistEntry.tier);
}

/** Last arrival per site: whether a laboratory has gone silent. One look into the index for each. */
export async function lastArrivals(tx: Transaction, siteIds: readonly string[]): Promise<{ siteId: string; arrivedAt: Date }[]> {
  const rows = await Promise.all(
    siteIds.map((siteId) =>
      tx
        .select({ siteId: worklistEntry.siteId, arrivedAt: worklistEntry.arrivedAt })
        .from(worklistEntry)
        .where(eq(worklistEntry.siteId, siteId))
        .orderBy(sql`${worklistEntry.arrivedAt} desc`)
        .limit(1),
    ),
  );
  return rows.flat();
}

export interface Choice {
  kind: 'ward' | 'chapter';
  name: string;
  count: number;
}

/** The wards and chapters that something waits for at these sites, by name. */
export async function choicesAt(tx: Transaction, siteIds: readonly string[], tab: Filters['tab']): Promise<Choice[]> {
  if (siteIds.length === 0) return [];
  return [
    ...(await tx.execute<{ kind: Choice['kind']; name: string; count: number }>(sql`
      with waiting as materialized (select w.ward, w.chapters from worklist_entry w where w.site_id = any (${idsIn(siteIds)}) and ${notTwice(siteIds)} and ${TABS[tab]})
      select 'ward' as kind, ward as name, count(*)::int as count from waiting where ward <> '' group by ward
      union all select 'chapter', chapter, count(*)::int from waiting cross join unnest(chapters) chapter group by chapter
      order by 1, 2`)),
  ];
}
