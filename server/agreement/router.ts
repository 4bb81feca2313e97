import { z } from 'zod';
import { ProofSchema } from '../access/prove-again';
import { professional, router } from '../api/procedure';
import { proven } from '../api/prove';
import { unwrap } from '../api/refusal';
import { endAgreement } from './end-agreement';
import { agreementListSchema, listAgreements } from './list-agreements';
import { makeAgreement } from './make-agreement';

const day = z.iso.date();

export const agreementRouter = router({
  list: professional('agreement.read')
    .input(z.void())
    .output(agreementListSchema)
    .query(async ({ ctx }) => unwrap(await listAgreements(ctx.useCase))),

  make: professional('agreement.manage')
    .input(
      z.object({
        entityIds: z.tuple([z.uuid(), z.uuid()]),
        sharesPatients: z.boolean(),
        reference: z.string().max(100),
        signedFor: z.tuple([z.string().max(200), z.string().max(200)]),
        signedOn: day,
        fromOn: day,
        untilOn: day.nullable(),
        proof: ProofSchema,
      }),
    )
    .output(z.object({ agreementId: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const { content, proofId } = await proven(ctx.useCase, 'agree-entities', input);
      return unwrap(await makeAgreement(ctx.useCase, content, proofId));
    }),

  end: professional('agreement.manage')
    .input(z.object({ agreementId: z.uuid(), reason: z.string().max(500), proof: ProofSchema }))
    .output(z.object({ endedAt: z.date() }))
    .mutation(async ({ ctx, input }) => {
      const { content, proofId } = await proven(ctx.useCase, 'agree-entities', input);
      return unwrap(await endAgreement(ctx.useCase, content, proofId));
    }),
});
