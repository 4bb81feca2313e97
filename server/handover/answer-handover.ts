import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { announceDuty } from '../duty/announce-duty';
import { holdSites, lockSites, readResponsible } from '../duty/responsibility';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { currentItems } from './current';
import { closeHandover, findHandover, type HandoverRow } from './store';
import type { AnswerInput } from './types';

type AnswerRefusal = Refusal<'not-found' | 'handover-closed' | 'handover-changed' | 'handover-needs-reason'>;

/**
 * Whom it was offered to accepts by name, or declines and says why; who offered may take it back. An acceptance is bound to what is open at that very moment, as
 * the screen showed it: refused when anything came, went or changed since, so that it is shown first. Until an acceptance the sender answers, after it the
 * receiver; between the two there is nothing.
 */
export async function answerHandover(ctx: Context<ProfessionalActor>, input: AnswerInput): Promise<Outcome<{ answer: AnswerInput['answer'] }, AnswerRefusal>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  if (input.answer === 'declined' && input.reason === '') return refuse('handover-needs-reason');
  return ctx.transaction(async (tx) => {
    const known = await findHandover(tx, input.handoverId);
    if (!known) return refuse('not-found');
    await lockSites(tx, known.siteIds);
    // Read again under the lock: of two answers the second finds it closed.
    const offer = await findHandover(tx, input.handoverId);
    if (!offer || (input.answer === 'withdrawn' ? offer.fromUserId : offer.toUserId) !== ctx.actor.userId) return refuse('not-found');
    if (offer.state !== 'open') return refuse('handover-closed', { by: offer.answeredByName });
    const answered = { state: input.answer, answeredAt: ctx.now(), answeredByName: ctx.actor.name };
    if (input.answer === 'accepted') {
      const refused = await accept(ctx, tx, offer, input.seen);
      if (refused) return refused;
    } else await closeHandover(tx, offer.id, { ...answered, ...(input.answer === 'declined' && { reason: input.reason }) });
    await append(tx, ctx, { action: 'handover.answer', subjectId: offer.id, detail: { answer: input.answer, siteIds: offer.siteIds } });
    await announceDuty(tx, offer.siteIds);
    return done({ answer: input.answer });
  });
}

async function accept(ctx: Context<ProfessionalActor>, tx: Transaction, offer: HandoverRow, seen: string) {
  const responsible = await readResponsible(tx, ctx.now(), offer.siteIds);
  if (offer.siteIds.some((siteId) => responsible.get(siteId)?.userId !== offer.fromUserId)) return refuse('handover-closed', { by: null });
  const { items, hash } = await currentItems(tx, offer.siteIds);
  if (hash !== seen) return refuse('handover-changed');
  await closeHandover(tx, offer.id, {
    state: 'accepted',
    answeredAt: ctx.now(),
    answeredByName: ctx.actor.name,
    acceptedItems: items,
    acceptedHash: hash,
  });
  await holdSites(ctx, tx, offer.siteIds, { cause: 'accepted', handoverId: offer.id });
  return null;
}
