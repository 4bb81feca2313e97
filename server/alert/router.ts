import { z } from 'zod';
import { professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { closeCall } from './close-call';
import { printCalls } from './print-calls';
import { readCall } from './read-call';
import { readBoard, readCalls } from './read-calls';
import { recordAttempt } from './record-attempt';
import { callLineSchema, callsOfDossierSchema, paperSchema } from './types';

const short = z.string().max(120);

export const alertRouter = router({
  /** « Appels » : what is still to be announced where she is on duty. */
  calls: professional('call.make')
    .input(z.void())
    .output(z.object({ now: z.date(), calls: z.array(callLineSchema) }))
    .query(({ ctx }) => readCalls(ctx.useCase)),

  /** « Non acquittés » : every open call of the person's sites. */
  board: professional('call.read')
    .input(z.void())
    .output(z.object({ now: z.date(), calls: z.array(callLineSchema) }))
    .query(({ ctx }) => readBoard(ctx.useCase)),

  /** Open calls on paper; each is traced. */
  paper: professional('call.read')
    .input(z.object({ callIds: z.array(z.uuid()).min(1).max(50) }))
    .output(paperSchema)
    .mutation(async ({ ctx, input }) => unwrap(await printCalls(ctx.useCase, input))),

  /** The calls of the dossier on the screen. */
  ofDossier: professional('call.make')
    .input(z.object({ dossierId: z.uuid() }))
    .output(callsOfDossierSchema)
    .query(async ({ ctx, input }) => unwrap(await readCall(ctx.useCase, input))),

  attempt: professional('call.make')
    .input(
      z.object({
        attemptId: z.uuid(),
        callId: z.uuid(),
        outcome: z.enum(['no-answer', 'wrong-place']),
        place: short,
        number: short,
        note: z.string().max(300),
      }),
    )
    .output(z.object({ at: z.date() }))
    .mutation(async ({ ctx, input }) => unwrap(await recordAttempt(ctx.useCase, input))),

  close: professional('call.make')
    .input(
      z.object({
        callId: z.uuid(),
        isIdentityRepeated: z.boolean(),
        spokenTo: short,
        quality: short,
        place: short,
        number: short,
        readBack: z.array(z.object({ observationVersionId: z.uuid(), repeated: z.string().max(200) })).max(100),
        idempotencyKey: z.uuid(),
      }),
    )
    .output(z.object({ closedAt: z.date() }))
    .mutation(async ({ ctx, input }) => unwrap(await closeCall(ctx.useCase, input))),
});
