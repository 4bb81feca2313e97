import type { Transaction } from '../../db/client';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { holdsOf } from './responsibility-store';
import { endOf, holdsAt } from './rules';
import * as store from './store';
import { absencesBetween } from './swap-store';

/** Kind of a duty that is over and whose hand-over nobody has accepted, or that was accepted before it began. */
export const BY_HANDOVER = 'releve';

export interface Duty {
  siteId: string;
  startsAt: Date;
  endsAt: Date;
  kind: string;
}

/**
 * The duties that the actor is on at this instant, at sites she is habilitated for; a duty alone gives no right, and whoever is declared away is on none. Whoever holds a site by a hand-over works there
 * though her hours are over (or have not begun): she answers for it until a colleague accepts.
 */
export async function readOwnDuties(ctx: Context<ProfessionalActor>, tx: Transaction): Promise<Duty[]> {
  const rows = (await isAway(ctx, tx)) ? [] : await store.dutiesAt(tx, ctx.now(), ctx.actor.userId);
  const planned = rows
    .filter((row) => ctx.actor.siteIds.includes(row.siteId))
    .map(({ siteId, startsAt, kind, ...row }): Duty => ({ siteId, startsAt, endsAt: endOf(row), kind }));
  const held = (await holdsOf(tx, ctx.actor.userId)).filter(
    ({ siteId }) => ctx.actor.siteIds.includes(siteId) && !planned.some((duty) => duty.siteId === siteId),
  );
  for (const { siteId, since } of held) {
    const ended = await store.lastEndAt(tx, ctx.now(), ctx.actor.userId, siteId);
    planned.push({ siteId, startsAt: since, endsAt: ended ?? ctx.now(), kind: BY_HANDOVER });
  }
  return planned;
}

async function isAway(ctx: Context<ProfessionalActor>, tx: Transaction): Promise<boolean> {
  const absences = await absencesBetween(tx, ctx.now(), new Date(ctx.now().getTime() + 1));
  return absences.some((absence) => absence.userId === ctx.actor.userId && holdsAt(absence, ctx.now()));
}
