import { z } from 'zod';
import { professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { answerAdvice, withdrawAdvice } from './answer-advice';
import { askAdvice } from './ask-advice';
import { adviceOfDossier, listAdvice, listColleagues, readAdvice } from './read-advice';
import { AdviceList, AdviceView, AnswerInput, AskInput } from './types';

export const adviceRouter = router({
  mine: professional('duty.hold')
    .input(z.void())
    .output(AdviceList)
    .query(async ({ ctx: { useCase } }) => unwrap(await listAdvice(useCase))),

  colleagues: professional('validation.decide')
    .input(z.void())
    .output(z.array(z.object({ id: z.string(), name: z.string() })))
    .query(async ({ ctx: { useCase } }) => unwrap(await listColleagues(useCase))),

  ofDossier: professional('dossier.read')
    .input(z.object({ dossierId: z.uuid() }))
    .output(AdviceList)
    .query(async ({ ctx: { useCase }, input }) => unwrap(await adviceOfDossier(useCase, input))),

  read: professional('duty.hold')
    .input(z.object({ adviceId: z.uuid() }))
    .output(AdviceView)
    .query(async ({ ctx: { useCase }, input }) => unwrap(await readAdvice(useCase, input))),

  ask: professional('validation.decide')
    .input(AskInput)
    .output(z.object({ adviceId: z.string(), expiresAt: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await askAdvice(useCase, input))),

  answer: professional('duty.hold')
    .input(AnswerInput)
    .output(z.object({ answeredAt: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await answerAdvice(useCase, input))),

  withdraw: professional('duty.hold')
    .input(z.object({ adviceId: z.uuid() }))
    .output(z.object({ withdrawn: z.literal(true) }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await withdrawAdvice(useCase, input))),
});
