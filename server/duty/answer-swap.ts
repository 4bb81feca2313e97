import type { Transaction } from '../../db/client';
import { readBiologists } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { announceDuty } from './announce-duty';
import { type HoldRefusal, whyNotHold } from './can-hold';
import { partOf, type Stretch, splitBy } from './rules';
import { namedSites } from './site-names';
import { type DutyRow, endDuty, lockDuties, lockPersons } from './store';
import { answerSwaps, lockOpenSwaps, openSwapsFor, type SwapRow } from './swap-store';
import type { SWAP_ANSWERS } from './types';
import { writeDuty } from './write-duty';

type Answer = (typeof SWAP_ANSWERS)[number];
type AnswerRefusal = Refusal<'not-found' | 'swap-closed' | 'duty-over'> | HoldRefusal;

/** Why a swap ended a duty: a code, since sentences are the screens'. */
export const BY_SWAP = 'swap';

/**
 * Whom it was asked of accepts or declines, who asked may take it back; all that was asked together, or nothing. An accepted part changes hands at its first minute,
 * or now when that has passed: before it the one answers, from it on the other, never both and never nobody. Refuses when a duty was cancelled, or the colleague
 * became unable to hold it, between question and answer.
 */
export async function answerSwap(
  ctx: Context<ProfessionalActor>,
  { askId, answer }: { askId: string; answer: Answer },
): Promise<Outcome<{ answer: Answer; duties: number }, AnswerRefusal>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    // Persons before rows, as whoever plans and asks: nobody waits in a circle.
    const asked = await openSwapsFor(tx, askId);
    const [first] = asked;
    if (first) await lockPersons(tx, [first.fromUserId, first.toUserId]);
    const duties = await lockDuties(
      tx,
      asked.map(({ dutyId }) => dutyId),
    );
    const swaps = await lockOpenSwaps(tx, askId);
    const [swap] = swaps;
    if (!swap) return refuse('swap-closed');
    if ((answer === 'withdrawn' ? swap.fromUserId : swap.toUserId) !== ctx.actor.userId) return refuse('not-found');
    if (answer === 'accepted') {
      const why = await handOver(ctx, tx, swaps, duties);
      if (why) return why;
    }
    await answerSwaps(
      tx,
      swaps.map(({ id }) => id),
      answer,
      ctx.now(),
      ctx.actor.name,
    );
    await append(tx, ctx, { action: 'duty.answer-swap', subjectId: askId, detail: { answer, duties: swaps.length } });
    await announceDuty(
      tx,
      swaps.map(({ siteId }) => siteId),
    );
    return done({ answer, duties: swaps.length });
  });
}

/** Everything is looked at before anything is written: a refusal changes nothing. */
async function handOver(ctx: Context<ProfessionalActor>, tx: Transaction, swaps: readonly SwapRow[], duties: readonly DutyRow[]) {
  const now = ctx.now();
  const sites = await namedSites(tx);
  const moves: { swap: SwapRow; duty: DutyRow; part: Stretch }[] = [];
  for (const swap of swaps) {
    const duty = duties.find(({ id }) => id === swap.dutyId);
    const site = sites.find(({ id }) => id === swap.siteId);
    const part = duty && partOf(duty, { from: swap.startsAt, to: swap.endsAt }, now);
    if (!duty || !site || !part) return refuse('duty-over', { by: duty?.cancelledByName ?? null });
    const person = (await readBiologists(tx, { from: now, to: part.endsAt })).find(({ userId }) => userId === swap.toUserId);
    const why = await whyNotHold(tx, person, site, part);
    if (why) return why;
    moves.push({ swap, duty, part });
  }
  for (const { swap, duty, part } of moves) {
    const { holdsUntil, rest } = splitBy(duty, part);
    const { siteId, kind } = duty;
    await endDuty(tx, duty.id, holdsUntil, ctx.actor.name, BY_SWAP);
    await writeDuty(ctx, tx, { userId: swap.toUserId, siteId, kind, ...part, swapId: swap.id });
    if (rest) await writeDuty(ctx, tx, { userId: duty.userId, siteId, kind, ...rest, swapId: swap.id });
  }
  return null;
}
