import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { announceDuty } from './announce-duty';
import { endOf } from './rules';
import { endDuty, lockDuties } from './store';
import { answerSwaps, openSwapsOf } from './swap-store';

/**
 * Takes a duty away, with the reason: from now on when it has begun, so that who answered until then stays written. A request to swap it ends with it.
 * Refuses one that is over, or that somebody else has just cancelled or taken over.
 */
export async function cancelDuty(
  ctx: Context<ProfessionalActor>,
  { dutyId, reason }: { dutyId: string; reason: string },
): Promise<Outcome<{ cancelledAt: Date }, Refusal<'not-found' | 'reason-needed' | 'duty-over'>>> {
  const denied = requireAccess(ctx, 'duty.manage');
  if (denied) return denied;
  if (reason.trim() === '') return refuse('reason-needed');
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const [duty] = await lockDuties(tx, [dutyId]);
    if (!duty || !ctx.actor.siteIds.includes(duty.siteId)) return refuse('not-found');
    const ends = endOf(duty);
    if (ends <= now || ends <= duty.startsAt) return refuse('duty-over', { by: duty.cancelledByName });
    const cancelledAt = duty.startsAt > now ? duty.startsAt : now;
    await endDuty(tx, duty.id, cancelledAt, ctx.actor.name, reason.trim());
    const swaps = await openSwapsOf(tx, [duty.id]);
    if (swaps.length > 0)
      await answerSwaps(
        tx,
        swaps.map(({ id }) => id),
        'lapsed',
        now,
        ctx.actor.name,
      );
    await append(tx, ctx, {
      action: 'duty.cancel',
      subjectId: duty.id,
      detail: { siteId: duty.siteId, userId: duty.userId, at: cancelledAt.toISOString(), swaps: swaps.length },
    });
    await announceDuty(tx, [duty.siteId]);
    return done({ cancelledAt });
  });
}
