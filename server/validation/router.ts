import { z } from 'zod';
import { verifyPassword } from '../access/verify-password';
import { professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { cardSchema } from './card';
import { prepareDecision } from './prepare-decision';
import { readCard } from './read-card';
import { readWorklist } from './read-worklist';
import { recordDecision } from './record-decision';
import { sendNow } from './send-now';
import { undoDecision } from './undo-decision';
import { worklistSchema } from './worklist';

const dossierId = z.object({ dossierId: z.uuid() });
const decisionId = z.object({ decisionId: z.uuid() });
const intent = z.object({
  dossierId: z.uuid(),
  kind: z.enum(['validate', 'hold']),
  observationIds: z.array(z.uuid()).max(500),
  comment: z.string().max(4000),
  holdReason: z.string().max(1000),
});

export const validationRouter = router({
  worklist: professional('worklist.read')
    .input(z.void())
    .output(worklistSchema)
    .query(({ ctx }) => readWorklist(ctx.useCase)),

  /** A mutation, since opening a dossier is a reading and every reading leaves its trace. */
  open: professional('dossier.read')
    .input(dossierId)
    .output(cardSchema)
    .mutation(async ({ ctx, input }) => unwrap(await readCard(ctx.useCase, input))),

  /** What a signature would be put under now; records nothing. */
  prepare: professional('validation.decide')
    .input(intent)
    .output(z.object({ fingerprint: z.string(), displayed: z.string() }))
    .query(async ({ ctx, input }) => unwrap(await prepareDecision(ctx.useCase, input))),

  decide: professional('validation.decide')
    .input(intent.extend({ fingerprint: z.string().length(64), password: z.string().max(200), idempotencyKey: z.uuid() }))
    .output(z.object({ decisionId: z.string(), signedAt: z.date(), effectiveAt: z.date(), state: z.string() }))
    .mutation(async ({ ctx, input: { password, ...decision } }) => {
      unwrap(await verifyPassword(ctx.useCase, password));
      return unwrap(await recordDecision(ctx.useCase, decision));
    }),

  undo: professional('validation.decide')
    .input(decisionId)
    .output(z.object({ cancelledAt: z.date() }))
    .mutation(async ({ ctx, input }) => unwrap(await undoDecision(ctx.useCase, input))),

  sendNow: professional('validation.decide')
    .input(decisionId)
    .output(z.object({ effectiveAt: z.date() }))
    .mutation(async ({ ctx, input }) => unwrap(await sendNow(ctx.useCase, input))),
});
