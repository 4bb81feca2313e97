import { readBiologists } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { announceDuty } from './announce-duty';
import { type HoldRefusal, whyNotHold } from './can-hold';
import { type PeriodRefusal, partOf, periodOf } from './rules';
import { namedSites } from './site-names';
import { lockDuties, lockPersons } from './store';
import { insertSwap, openSwapsOf } from './swap-store';
import type { SwapInput } from './types';

type SwapRefusal = Refusal<'not-found' | 'duty-over' | 'swap-open'> | PeriodRefusal | HoldRefusal;

/**
 * Offers one's own duties, or a part of their hours, to one colleague by name; she alone can accept, and until then nothing moves. Refuses what is not one's own,
 * what is over, what is already offered, and a colleague who could not take it now: she is not asked for nothing.
 */
export async function askSwap(ctx: Context<ProfessionalActor>, input: SwapInput): Promise<Outcome<{ askId: string; duties: number }, SwapRefusal>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  const wanted = input.from === null || input.to === null ? null : periodOf(input.from, input.to);
  if (wanted && !wanted.ok) return wanted;
  const hours = { from: wanted?.value.startsAt ?? null, to: wanted?.value.endsAt ?? null };
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    await lockPersons(tx, [ctx.actor.userId, input.toUserId]);
    const ids = [...new Set(input.dutyIds)];
    const duties = await lockDuties(tx, ids);
    if (duties.length < ids.length || duties.some(({ userId }) => userId !== ctx.actor.userId) || input.toUserId === ctx.actor.userId)
      return refuse('not-found');
    if ((await openSwapsOf(tx, ids)).length > 0) return refuse('swap-open');
    const sites = await namedSites(tx);
    const parts = [];
    for (const duty of duties) {
      const part = partOf(duty, hours, now);
      const site = sites.find(({ id }) => id === duty.siteId);
      if (!part || !site) return refuse('duty-over', { by: duty.cancelledByName });
      const colleague = (await readBiologists(tx, { from: now, to: part.endsAt })).find(({ userId }) => userId === input.toUserId);
      const why = await whyNotHold(tx, colleague, site, part);
      if (why) return why;
      parts.push({ duty, part });
    }
    const askId = newId();
    for (const { duty, part } of parts)
      await insertSwap(tx, {
        id: newId(),
        askId,
        dutyId: duty.id,
        siteId: duty.siteId,
        fromUserId: ctx.actor.userId,
        toUserId: input.toUserId,
        ...part,
        askedAt: now,
        askedByName: ctx.actor.name,
      });
    await append(tx, ctx, { action: 'duty.ask-swap', subjectId: askId, detail: { toUserId: input.toUserId, dutyIds: ids } });
    await announceDuty(
      tx,
      duties.map(({ siteId }) => siteId),
    );
    return done({ askId, duties: duties.length });
  });
}
