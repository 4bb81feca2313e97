import type { Transaction } from '../../db/client';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { endOf } from './rules';
import * as store from './store';

export interface Duty {
  siteId: string;
  startsAt: Date;
  endsAt: Date;
  kind: string;
}

/** The duties that the actor is on at this instant, at sites she is habilitated for; a duty alone gives no right. */
export async function readOwnDuties(ctx: Context<ProfessionalActor>, tx: Transaction): Promise<Duty[]> {
  const rows = await store.dutiesAt(tx, ctx.now(), ctx.actor.userId);
  return rows
    .filter((row) => ctx.actor.siteIds.includes(row.siteId))
    .map(({ siteId, startsAt, kind, ...row }) => ({ siteId, startsAt, endsAt: endOf(row), kind }));
}
