import { readBiologists } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { holdSites, lockSites, readResponsible } from '../duty/responsibility';
import { namedSites } from '../duty/site-names';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { wake } from '../wake/wake';
import { currentItems } from './current';
import { remarksOn } from './rules';
import { insertHandover, openFor } from './store';
import type { OfferInput } from './types';

type OfferRefusal = Refusal<'not-found' | 'handover-not-responsible' | 'handover-open' | 'handover-changed' | 'not-biologist-there'>;

/**
 * Offers what is open at these sites to one colleague by name, with a word on each thing. Nothing moves by it: from now on whoever offers holds the sites until
 * somebody accepts, whatever the roster says. Refused to whoever does not answer for all of them, for a colleague without a right there, beside another open
 * offer, and when something changed since the screen showed it.
 * @see issue « Duty and alerts »; ISO 15189 7.4.1
 */
export async function offerHandover(ctx: Context<ProfessionalActor>, input: OfferInput): Promise<Outcome<{ handoverId: string; items: number }, OfferRefusal>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  const siteIds = [...new Set(input.siteIds)].sort();
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const sites = (await namedSites(tx)).filter(({ id }) => siteIds.includes(id) && ctx.actor.siteIds.includes(id));
    if (sites.length < siteIds.length || input.toUserId === ctx.actor.userId) return refuse('not-found');
    await lockSites(tx, siteIds);
    const responsible = await readResponsible(tx, now, siteIds);
    const notHers = sites.find(({ id }) => responsible.get(id)?.userId !== ctx.actor.userId);
    if (notHers) return refuse('handover-not-responsible', { site: notHers.name });
    if ((await openFor(tx, siteIds)).length > 0) return refuse('handover-open');
    const colleague = (await readBiologists(tx, { from: now, to: now })).find(({ userId }) => userId === input.toUserId);
    const closed = sites.find(({ id }) => !colleague?.siteIds.includes(id));
    if (!colleague || closed) return refuse('not-biologist-there', { name: colleague?.name ?? '', site: closed?.name ?? '' });
    const { items, hash } = await currentItems(tx, siteIds);
    if (hash !== input.seen) return refuse('handover-changed');
    const handoverId = newId();
    await insertHandover(tx, {
      id: handoverId,
      mode: 'offered',
      fromUserId: ctx.actor.userId,
      fromName: ctx.actor.name,
      toUserId: colleague.userId,
      toName: colleague.name,
      siteIds,
      offeredAt: now,
      note: input.note,
      items,
      remarks: remarksOn(items, input.remarks),
      itemsHash: hash,
      state: 'open',
      answeredAt: null,
      answeredByName: null,
      reason: '',
      acceptedItems: null,
      acceptedHash: null,
    });
    await append(tx, ctx, {
      action: 'handover.offer',
      subjectId: handoverId,
      detail: { toUserId: colleague.userId, siteIds, items: items.length, remarks: Object.keys(remarksOn(items, input.remarks)).length, hash },
    });
    await holdSites(ctx, tx, siteIds, { cause: 'offered', handoverId });
    await wake(ctx, tx, { userId: colleague.userId, siteId: siteIds[0] ?? '', reason: 'handover', subjectId: handoverId });
    return done({ handoverId, items: items.length });
  });
}
