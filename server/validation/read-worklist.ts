import type { Transaction } from '../../db/client';
import { readLaboratories, readSites } from '../directory/read-directory';
import { readOwnDuties } from '../duty/read-duties';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import {
  arrivedAbove,
  choicesAt,
  entriesAmong,
  lastArrivals,
  type Places,
  pageOf,
  stillThere,
  tiersOf,
  type WaitingCount,
  waitingAmong,
  waitingCounts,
} from './list-store';
import type { WorklistRow } from './store';
import type { Worklist, WorklistChoices } from './worklist';
import { FIRST_PAGE, type Filters, groupOfTier, type WorklistInput } from './worklist-filters';

/**
 * Answers what waits for this biologist at the sites where she is on duty now, what cannot wait on top, a page at a time, with the age of what she sees. Search and filters
 * look at everything that waits; the counts of sites and tabs always speak of all. Off duty, the list says so and is empty: a habilitation alone is not a duty.
 * @see TDN-5; GBUI XIV-3.2; screens « biologist-worklist-card »
 */
export async function readWorklist(ctx: Context<ProfessionalActor>, input: WorklistInput = FIRST_PAGE): Promise<Worklist> {
  return ctx.transaction(async (tx) => {
    // What does not wait for another's answer is asked at once: one way to the database and back for all of it.
    const [duties, allLaboratories, allSites] = await Promise.all([readOwnDuties(ctx, tx), readLaboratories(tx), readSites(tx)]);
    const siteIds = [...new Set(duties.map((duty) => duty.siteId))];
    const laboratories = new Map(allLaboratories.map((laboratory) => [laboratory.id, laboratory]));
    const sites = allSites.filter((site) => siteIds.includes(site.id));
    const chosen = input.filters.siteIds.length === 0 ? siteIds : siteIds.filter((id) => input.filters.siteIds.includes(id));
    const [waiting, lastOnes, page] = await Promise.all([
      waitingCounts(tx, siteIds),
      lastArrivals(tx, siteIds),
      readPage(tx, { siteIds: chosen, covered: siteIds }, input, ctx.now()),
    ]);
    const arrivals = new Map(lastOnes.map((arrival) => [arrival.siteId, arrival.arrivedAt]));
    const countOf = (siteId: string, isCounted: (count: WaitingCount) => boolean) =>
      waiting.filter((count) => count.siteId === siteId && isCounted(count)).reduce((sum, { count }) => sum + count, 0);
    const siteNames = new Map(allSites.map(({ id, laboratoryId }) => [id, laboratories.get(laboratoryId)?.shortName ?? '']));
    const entryOf = ({
      laboratoryId,
      search: _search,
      chapters: _chapters,
      part: _part,
      partsSeen: _seen,
      partOf,
      ...row
    }: WorklistRow): Worklist['entries'][number] => ({
      ...row,
      partFor: partOf === null ? null : (siteNames.get(partOf) ?? ''),
      siteName: laboratories.get(laboratoryId)?.shortName ?? '',
      standing: row.standing as 'awaiting' | 'held' | 'pending',
      priority: row.priority as 'stat' | 'urgent' | 'routine',
      patientSex: row.patientSex as 'F' | 'M' | 'U',
      group: groupOfTier(row.tier),
    });
    const [first] = duties;
    return {
      now: ctx.now(),
      duty: first ? { kind: first.kind, startsAt: first.startsAt, endsAt: first.endsAt } : null,
      sites: sites.map((site) => ({
        id: site.id,
        name: laboratories.get(site.laboratoryId)?.shortName ?? site.name,
        awaiting: countOf(site.id, ({ standing }) => standing === 'awaiting'),
        held: countOf(site.id, ({ standing }) => standing === 'held'),
        pressing: countOf(site.id, ({ standing, tier }) => standing === 'awaiting' && groupOfTier(tier) === 'now'),
        lastArrivalAt: arrivals.get(site.id) ?? null,
      })),
      entries: page.entries.map(entryOf),
      known: page.known.map(entryOf),
      open: input.open === null ? null : { dossierId: input.open, entry: (await waitingAmong(tx, siteIds, [input.open])).map(entryOf)[0] ?? null },
      cursor: page.cursor,
      lastPlace: page.lastPlace,
      // What no filter narrows is counted already.
      groups: groupsOf(
        page.narrowed ?? waiting.filter((count) => chosen.includes(count.siteId) && (count.standing === 'held') === (input.filters.tab === 'held')),
      ),
      arrivedAbove: page.arrivedAbove,
    };
  });
}

async function readPage(tx: Transaction, { siteIds, covered }: Places, { filters, cursor, limit, known, since }: WorklistInput, now: Date) {
  const [places, there, narrowed, above] = await Promise.all([
    pageOf(tx, { siteIds, covered }, { filters, cursor, limit: limit + 1, now }),
    stillThere(tx, { siteIds, covered }, known, filters, now),
    isWhole(filters) ? null : tiersOf(tx, { siteIds, covered }, filters, now),
    since === null ? 0 : arrivedAbove(tx, { siteIds, covered }, { filters, at: since.at, upTo: since.upTo, now }),
  ]);
  const shown = places.slice(0, limit);
  const rows = new Map((await entriesAmong(tx, covered, [...new Set([...shown.map(({ id }) => id), ...there])])).map((row) => [row.dossierId, row]));
  const last = shown.at(-1)?.cursor ?? null;
  return {
    entries: shown.flatMap(({ id }) => rows.get(id) ?? []),
    known: there.flatMap((id) => rows.get(id) ?? []),
    cursor: places.length > limit ? last : null,
    lastPlace: last,
    narrowed,
    arrivedAbove: above,
  };
}

function groupsOf(counted: readonly { tier: number; count: number }[]): Worklist['groups'] {
  const groups = { now: 0, tonight: 0, next: 0 };
  for (const { tier, count } of counted) groups[groupOfTier(tier)] += count;
  return groups;
}

const isWhole = ({ search, wards, priorities, chapters, ages, effects }: Filters): boolean =>
  search.trim() === '' && [wards, priorities, chapters, ages, effects].every((list) => list.length === 0);

/** What there is to choose from in the filters, at the sites on duty. */
export async function readWorklistChoices(ctx: Context<ProfessionalActor>, tab: Filters['tab']): Promise<WorklistChoices> {
  return ctx.transaction(async (tx) => {
    const siteIds = [...new Set((await readOwnDuties(ctx, tx)).map((duty) => duty.siteId))];
    const choices = await choicesAt(tx, siteIds, tab);
    const of = (kind: 'ward' | 'chapter') => choices.filter((choice) => choice.kind === kind).map(({ name, count }) => ({ name, count }));
    return { wards: of('ward'), chapters: of('chapter') };
  });
}
