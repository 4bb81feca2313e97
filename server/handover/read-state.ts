import type { Transaction } from '../../db/client';
import { readBiologists, readStaffNames } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import { readNextDuties } from '../duty/read-next-duties';
import { readPresent, readResponsible } from '../duty/responsibility';
import { inOrder } from '../duty/responsibility-rules';
import { namedSites } from '../duty/site-names';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { type HandoverLine, openHandovers, pastHandovers } from './store';
import type { HandoverState } from './types';

const PAST_SHOWN = 30;

/** Who answers for each of the actor's sites now, who comes next, what is offered to whom, and what was. */
export async function readState(ctx: Context<ProfessionalActor>): Promise<Outcome<HandoverState, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const sites = (await namedSites(tx)).filter(({ id }) => ctx.actor.siteIds.includes(id));
    const siteIds = sites.map(({ id }) => id);
    const responsible = await readResponsible(tx, now, siteIds);
    const present = await readPresent(tx, now);
    const next = await readNextDuties(tx, now);
    const nameOf = await namesFor(
      tx,
      [...responsible.values(), ...present, ...next].map(({ userId }) => userId),
    );
    const biologists = await readBiologists(tx, { from: now, to: now });
    return done({
      now,
      ownId: ctx.actor.userId,
      sites: sites.map(({ id, name }) => {
        const holder = responsible.get(id);
        const coming = next.find((duty) => duty.siteId === id && duty.userId !== holder?.userId);
        return {
          id,
          name,
          responsible: holder ? { id: holder.userId, name: nameOf(holder.userId), since: holder.since, by: holder.by, isOnDuty: holder.isOnDuty } : null,
          present: inOrder(present.filter(({ siteId }) => siteId === id)).map(({ userId }) => ({ id: userId, name: nameOf(userId) })),
          next: coming ? { id: coming.userId, name: nameOf(coming.userId), at: coming.startsAt } : null,
        };
      }),
      people: biologists
        .filter((person) => person.userId !== ctx.actor.userId && person.siteIds.some((id) => siteIds.includes(id)))
        .map(({ userId, name, siteIds: theirs }) => ({ id: userId, name, siteIds: theirs })),
      open: (await openHandovers(tx)).map(offerOf),
      history: (await pastHandovers(tx, PAST_SHOWN)).map(offerOf),
    });
  });
}

async function namesFor(tx: Transaction, userIds: readonly string[]): Promise<(userId: string) => string> {
  const names = await readStaffNames(tx, userIds);
  return (userId) => names.get(userId) ?? '';
}

const offerOf = (row: HandoverLine): HandoverState['open'][number] => ({
  id: row.id,
  mode: row.mode as 'offered' | 'taken',
  from: { id: row.fromUserId, name: row.fromName },
  to: { id: row.toUserId, name: row.toName },
  siteIds: row.siteIds,
  offeredAt: row.offeredAt,
  note: row.note,
  state: row.state as HandoverState['open'][number]['state'],
  answeredAt: row.answeredAt,
  reason: row.reason,
  items: row.count,
});
