import { readBiologists } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { announceDuty } from './announce-duty';
import { type HoldRefusal, whyNotHold } from './can-hold';
import { type PeriodRefusal, periodsOf } from './rules';
import { namedSites } from './site-names';
import { lockPersons } from './store';
import type { PlanInput } from './types';
import { writeDuty } from './write-duty';

/**
 * Puts a person on duty at these sites for these hours, on one day or on many in a row: all of it or nothing. Refuses a person who has no right of biologist
 * there for the whole time, who is away, or who already holds those hours; of two planners at once the second is told.
 * @see TDN-5; issue « Duty and alerts »
 */
export async function planDuty(
  ctx: Context<ProfessionalActor>,
  input: PlanInput,
): Promise<Outcome<{ dutyIds: string[] }, Refusal<'not-found'> | PeriodRefusal | HoldRefusal>> {
  const denied = requireAccess(ctx, 'duty.manage');
  if (denied) return denied;
  const now = ctx.now();
  const periods = periodsOf(input, now);
  if (!periods.ok) return periods;
  return ctx.transaction(async (tx) => {
    const siteIds = [...new Set(input.siteIds)];
    const sites = (await namedSites(tx)).filter(({ id }) => siteIds.includes(id) && ctx.actor.siteIds.includes(id));
    if (sites.length < siteIds.length) return refuse('not-found');
    await lockPersons(tx, [input.userId]);
    for (const hours of periods.value) {
      const since = hours.startsAt > now ? hours.startsAt : now;
      const person = (await readBiologists(tx, { from: since, to: hours.endsAt })).find(({ userId }) => userId === input.userId);
      for (const site of sites) {
        const why = await whyNotHold(tx, person, site, hours);
        if (why) return why;
      }
    }
    const dutyIds: string[] = [];
    for (const hours of periods.value)
      for (const siteId of siteIds) dutyIds.push(await writeDuty(ctx, tx, { ...hours, siteId, userId: input.userId, kind: input.kind }));
    await announceDuty(tx, siteIds);
    return done({ dutyIds });
  });
}
