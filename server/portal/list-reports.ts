import { readSessionStart } from '../access/read-session';
import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { groupOf, isChangedSinceRead, isInScope, lastVisitOf, listItemOf } from './rules';
import { contentsOf, findVisit, standingsOf } from './store';
import { GROUPS, type ListScope, type ReportList } from './types';

export interface ListInput {
  scope: ListScope;
  search: string;
  offset: number;
  limit: number;
}

type Standings = Awaited<ReturnType<typeof standingsOf>>;

/**
 * Answers the newest version of each dossier that something opens to the reader, with what does: addressed to her, asked for by a ward of hers, its patient
 * lies there, shown by the patient, an emergency. What wants reading comes first. Says nothing of a result before it was opened but how many there are of
 * each flag.
 */
export async function listReports(ctx: Context<ProfessionalActor>, input: ListInput): Promise<Outcome<ReportList, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'results.read');
  if (denied) return denied;
  const { actor } = ctx;
  const reader = {
    userId: actor.userId,
    prescriberId: actor.roles.includes('prescriber') ? actor.prescriberId : null,
    wardIds: actor.roles.includes('ward_staff') ? actor.wardIds : [],
  };
  return ctx.transaction(async (tx) => {
    const since = lastVisitOf(await findVisit(tx, actor.userId), (await readSessionStart(tx, actor.sessionId)) ?? ctx.now());
    const found = await standingsOf(tx, reader, input.search);
    const shown = inReadingOrder(found.filter((standing) => isInScope(input.scope, standing)));
    const page = shown.slice(input.offset, input.offset + input.limit);
    const contents = await contentsOf(
      tx,
      page.map((standing) => standing.reportId),
    );
    return done({
      at: ctx.now(),
      since,
      fresh: freshOf(found, since),
      counts: countsOf(found),
      changedSinceRead: found.filter(isChangedSinceRead).length,
      groups: groupSizes(shown),
      total: shown.length,
      items: page.flatMap((standing) => {
        const content = contents.get(standing.reportId);
        return content ? [listItemOf(content, { ...standing, since })] : [];
      }),
    });
  });
}

/** By group; inside a group the newest first, as the store gives them. */
function inReadingOrder(standings: Standings): Standings {
  return GROUPS.flatMap((group) => standings.filter((standing) => groupOf(standing) === group));
}

function freshOf(standings: Standings, since: Date | null): ReportList['fresh'] {
  const fresh = standings.filter((standing) => isInScope('unread', standing) && (since === null || standing.availableAt > since));
  return { patients: new Set(fresh.map((standing) => standing.patientId)).size, reports: fresh.length };
}

function countsOf(standings: Standings): ReportList['counts'] {
  const count = (scope: ListScope) => standings.filter((standing) => isInScope(scope, standing)).length;
  return { mine: count('mine'), ward: count('ward'), unread: count('unread'), lent: count('lent'), all: count('all') };
}

function groupSizes(standings: Standings): ReportList['groups'] {
  const sizes = { critical: 0, abnormal: 0, quiet: 0, read: 0 };
  for (const standing of standings) sizes[groupOf(standing)] += 1;
  return sizes;
}
