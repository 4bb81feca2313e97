import { readOwnDuties } from '../duty/read-duties';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { grouped } from '../platform/grouped';
import { GONE_AFTER_MS, holderOf } from './presence-rules';
import { presencesAt } from './presence-store';

export interface OpenedElsewhere {
  dossierId: string;
  name: string;
  since: Date;
}

/** Which dossiers of the sites where she is on duty somebody else has on his screen now, and since when. */
export async function readPresences(ctx: Context<ProfessionalActor>): Promise<OpenedElsewhere[]> {
  return ctx.transaction(async (tx) => {
    const siteIds = [...new Set((await readOwnDuties(ctx, tx)).map((duty) => duty.siteId))];
    const now = ctx.now();
    const rows = await presencesAt(tx, siteIds, new Date(now.getTime() - GONE_AFTER_MS));
    const others = rows.filter(({ userId }) => userId !== ctx.actor.userId);
    return [...grouped(others, ({ dossierId }) => dossierId)].flatMap(([dossierId, presences]) => {
      const holder = holderOf(presences, now);
      return holder ? [{ dossierId, name: holder.userName, since: holder.openedAt }] : [];
    });
  });
}
