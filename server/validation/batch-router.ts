import { z } from 'zod';
import { ProofSchema } from '../access/prove-again';
import { proveRepeatably } from '../access/prove-repeatably';
import { professional, router } from '../api/procedure';
import { AskedProofSchema } from '../api/prove';
import { unwrap } from '../api/refusal';
import { BATCH_BARS, BATCH_MOST } from './batch-rules';
import { decideBatch } from './decide-batch';
import { batchHashOf } from './open-batch';
import { askBatchProof, prepareBatch } from './prepare-batch';
import { undoBatch } from './undo-batch';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** A result that was in sight, and for how long. */
const seen = z.array(z.object({ id: z.uuid(), ms: z.int().min(0).max(86_400_000) })).max(500);
const batch = z.object({
  idempotencyKey: z.uuid(),
  parts: z
    .array(z.object({ dossierId: z.uuid(), fingerprint: hash, observationIds: z.array(z.uuid()).min(1).max(500), seen }))
    .min(1)
    .max(BATCH_MOST),
});
const bars = z.array(z.enum(BATCH_BARS));

export const batchRouter = router({
  /** What a batch would sign now of what was displayed; records nothing. A mutation, since what was displayed is too much for an address. */
  prepare: professional('validation.decide')
    .input(
      z.object({
        dossiers: z
          .array(z.object({ dossierId: z.uuid(), displayed: hash, seen }))
          .min(1)
          .max(BATCH_MOST),
      }),
    )
    .output(
      z.object({
        method: z.enum(['passkey', 'password']),
        dossiers: z.array(z.object({ dossierId: z.string(), fingerprint: z.string().nullable(), observationIds: z.array(z.string()), bars })),
      }),
    )
    .mutation(async ({ ctx, input }) => unwrap(await prepareBatch(ctx.useCase, input))),

  askProof: professional('validation.decide')
    .input(batch)
    .output(AskedProofSchema)
    .mutation(({ ctx, input }) => askBatchProof(ctx.useCase, input)),

  /** One proof over the text that names every decision by its fingerprint. */
  decide: professional('validation.decide')
    .input(batch.extend({ proof: ProofSchema }))
    .output(
      z.object({
        batchId: z.string(),
        signedAt: z.date(),
        dossiers: z.array(
          z.object({
            dossierId: z.string(),
            decisionId: z.string().nullable(),
            effectiveAt: z.date().nullable(),
            state: z.string().nullable(),
            code: z.string().nullable(),
            bars,
          }),
        ),
      }),
    )
    .mutation(async ({ input: { proof, ...given }, ctx: { useCase } }) => {
      const { proofId } = unwrap(await proveRepeatably(useCase, proof, { act: 'batch', contentHash: batchHashOf(given) }));
      return unwrap(await decideBatch(useCase, given, proofId));
    }),

  undo: professional('validation.decide')
    .input(z.object({ batchId: z.uuid() }))
    .output(z.object({ dossiers: z.array(z.object({ dossierId: z.string(), decisionId: z.string(), cancelledAt: z.date().nullable() })) }))
    .mutation(async ({ ctx, input }) => unwrap(await undoBatch(ctx.useCase, input))),
});
