import { readLaboratories, readSites } from '../directory/read-directory';
import { readOwnDuties } from '../duty/read-duties';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { lastArrivals, waitingCounts, waitingEntries } from './store';
import type { Worklist } from './worklist';

/** A screen's worth and more; the counts always speak of all. */
const LIMIT = 300;

/**
 * Answers what waits for this biologist at the sites where she is on duty now, what cannot wait on top, with the age of
 * what she sees. Off duty, the list says so and is empty: a habilitation alone is not a duty.
 * @see TDN-5; GBUI XIV-3.2; screens « biologist-worklist-card »
 */
export async function readWorklist(ctx: Context<ProfessionalActor>): Promise<Worklist> {
  return ctx.transaction(async (tx) => {
    const duties = await readOwnDuties(ctx, tx);
    const siteIds = [...new Set(duties.map((duty) => duty.siteId))];
    const laboratories = new Map((await readLaboratories(tx)).map((laboratory) => [laboratory.id, laboratory]));
    const sites = (await readSites(tx)).filter((site) => siteIds.includes(site.id));
    const counts = await waitingCounts(tx, siteIds);
    const arrivals = new Map((await lastArrivals(tx, siteIds)).map((arrival) => [arrival.siteId, arrival.arrivedAt]));
    const entries = await waitingEntries(tx, siteIds, LIMIT);
    const countOf = (siteId: string, standing: string) => counts.find((count) => count.siteId === siteId && count.standing === standing)?.count ?? 0;
    return {
      now: ctx.now(),
      duty: duties[0] ? { kind: duties[0].kind, startsAt: duties[0].startsAt, endsAt: duties[0].endsAt } : null,
      sites: sites.map((site) => ({
        id: site.id,
        name: laboratories.get(site.laboratoryId)?.shortName ?? site.name,
        awaiting: countOf(site.id, 'awaiting'),
        held: countOf(site.id, 'held'),
        lastArrivalAt: arrivals.get(site.id) ?? null,
      })),
      entries: entries.map(({ laboratoryId, ...entry }) => ({
        ...entry,
        siteName: laboratories.get(laboratoryId)?.shortName ?? '',
        standing: entry.standing as 'awaiting' | 'held' | 'pending',
        priority: entry.priority as 'stat' | 'urgent' | 'routine',
        patientSex: entry.patientSex as 'F' | 'M' | 'U',
      })),
    };
  });
}
