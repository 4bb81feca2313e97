import { z } from 'zod';
import { ProofSchema } from '../access/prove-again';
import { professional, router } from '../api/procedure';
import { proven } from '../api/prove';
import { unwrap } from '../api/refusal';
import { approvePolicy } from './approve-policy';
import { importPolicy } from './import-policy';
import { PolicyListSchema } from './policy-page';
import { readPolicies } from './read-policies';
import { savePolicy } from './save-policy';

const hash = z.string().length(64);
const saved = z.object({ versionId: z.string(), contentHash: z.string() });
const seen = { laboratoryId: z.uuid(), seenHash: hash.nullable() };

export const callPolicyRouter = router({
  /** What the person's laboratories call critical, in force and in draft, and what was in force before. */
  list: professional('call-policy.read')
    .input(z.void())
    .output(PolicyListSchema)
    .query(async ({ ctx }) => unwrap(await readPolicies(ctx.useCase))),

  save: professional('call-policy.change')
    .input(z.object({ ...seen, content: z.unknown() }))
    .output(saved)
    .mutation(async ({ ctx, input }) => unwrap(await savePolicy(ctx.useCase, input))),

  importCsv: professional('call-policy.change')
    .input(z.object({ ...seen, csv: z.string().max(500_000) }))
    .output(saved)
    .mutation(async ({ ctx, input }) => unwrap(await importPolicy(ctx.useCase, input))),

  /** Puts the draft that she has read in force. */
  approve: professional('call-policy.approve')
    .input(z.object({ laboratoryId: z.uuid(), versionId: z.uuid(), contentHash: hash, proof: ProofSchema }))
    .output(z.object({ inForceFrom: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { content, proofId } = await proven(useCase, 'change-call-policy', input);
      return unwrap(await approvePolicy(useCase, content, proofId));
    }),
});
