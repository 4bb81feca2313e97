import { readStaffNames } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { holdSites, lockSites, readPresent, readResponsible } from '../duty/responsibility';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { currentItems } from './current';
import { closeHandover, insertHandover, openFor } from './store';
import type { TakeInput } from './types';

type TakeRefusal = Refusal<'not-found' | 'handover-nothing-to-take' | 'handover-not-on-duty' | 'handover-changed' | 'handover-needs-reason'>;

/**
 * Takes over sites from a colleague who offered nothing: her night is over, or she cannot be reached. Only for whoever is on duty there herself, by name, with
 * everything that is open before her; a colleague who is still on duty is taken from with a reason only. An open offer of these sites is overtaken.
 */
export async function takeOver(ctx: Context<ProfessionalActor>, input: TakeInput): Promise<Outcome<{ handoverId: string; items: number }, TakeRefusal>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  const siteIds = [...new Set(input.siteIds)].sort();
  if (siteIds.some((id) => !ctx.actor.siteIds.includes(id))) return refuse('not-found');
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    await lockSites(tx, siteIds);
    const present = await readPresent(tx, now);
    if (siteIds.some((siteId) => !present.some((person) => person.siteId === siteId && person.userId === ctx.actor.userId)))
      return refuse('handover-not-on-duty');
    const responsible = await readResponsible(tx, now, siteIds);
    const holders = new Set(siteIds.map((siteId) => responsible.get(siteId)?.userId));
    const [fromUserId] = holders;
    if (holders.size !== 1 || fromUserId === undefined || fromUserId === ctx.actor.userId) return refuse('handover-nothing-to-take');
    const isStillThere = siteIds.some((siteId) => responsible.get(siteId)?.isOnDuty);
    if (isStillThere && input.reason === '') return refuse('handover-needs-reason');
    const { items, hash } = await currentItems(tx, siteIds);
    if (hash !== input.seen) return refuse('handover-changed');
    for (const id of await openFor(tx, siteIds)) {
      await closeHandover(tx, id, { state: 'overtaken', answeredAt: now, answeredByName: ctx.actor.name });
      await append(tx, ctx, { action: 'handover.answer', subjectId: id, detail: { answer: 'overtaken' } });
    }
    const handoverId = newId();
    const accepted = { state: 'accepted', answeredAt: now, answeredByName: ctx.actor.name, acceptedItems: items, acceptedHash: hash };
    await insertHandover(tx, {
      id: handoverId,
      mode: 'taken',
      fromUserId,
      fromName: (await readStaffNames(tx, [fromUserId])).get(fromUserId) ?? '',
      toUserId: ctx.actor.userId,
      toName: ctx.actor.name,
      siteIds,
      offeredAt: now,
      note: '',
      items,
      remarks: {},
      itemsHash: hash,
      reason: input.reason,
      ...accepted,
    });
    await append(tx, ctx, { action: 'handover.take', subjectId: handoverId, detail: { fromUserId, siteIds, items: items.length, hash } });
    await holdSites(ctx, tx, siteIds, { cause: 'taken', handoverId });
    return done({ handoverId, items: items.length });
  });
}
