import { z } from 'zod';
import { professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { answerHandover } from './answer-handover';
import { offerHandover } from './offer-handover';
import { readDigests } from './read-digests';
import { readHandover, readOpenItems } from './read-handover';
import { readState } from './read-state';
import { takeOver } from './take-over';
import { AnswerInput, Digests, HandoverState, HandoverView, OfferInput, OpenItems, SitesInput, TakeInput } from './types';

const Given = z.object({ handoverId: z.string(), items: z.number() });

export const handoverRouter = router({
  state: professional('duty.hold')
    .input(z.void())
    .output(HandoverState)
    .query(async ({ ctx: { useCase } }) => unwrap(await readState(useCase))),

  items: professional('duty.hold')
    .input(SitesInput)
    .output(OpenItems)
    .query(async ({ ctx: { useCase }, input }) => unwrap(await readOpenItems(useCase, input))),

  read: professional('duty.hold')
    .input(z.object({ handoverId: z.uuid() }))
    .output(HandoverView)
    .query(async ({ ctx: { useCase }, input }) => unwrap(await readHandover(useCase, input))),

  offer: professional('duty.hold')
    .input(OfferInput)
    .output(Given)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await offerHandover(useCase, input))),

  answer: professional('duty.hold')
    .input(AnswerInput)
    .output(z.object({ answer: z.enum(['accepted', 'declined', 'withdrawn']) }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await answerHandover(useCase, input))),

  digests: professional('duty.hold')
    .input(z.void())
    .output(Digests)
    .mutation(async ({ ctx: { useCase } }) => unwrap(await readDigests(useCase))),

  take: professional('duty.hold')
    .input(TakeInput)
    .output(Given)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await takeOver(useCase, input))),
});
