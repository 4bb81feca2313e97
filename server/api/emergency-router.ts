import { z } from 'zod';
import { ProofSchema } from '../access/prove-again';
import { readEmergency } from '../access/read-emergency';
import { sealEmergency } from '../access/seal-emergency';
import { professional, router } from './procedure';
import { proven } from './prove';
import { unwrap } from './refusal';

export const emergencyRouter = router({
  /** Whether the envelope in the safe is still sealed. */
  standing: professional('emergency.read')
    .input(z.void())
    .output(
      z.object({
        state: z.enum(['none', 'sealed', 'opened']),
        sealedAt: z.date().nullable(),
        sealedBy: z.string().nullable(),
        openings: z.array(z.object({ at: z.date(), reason: z.string(), address: z.string() })),
      }),
    )
    .query(async ({ ctx: { useCase } }) => unwrap(await readEmergency(useCase))),

  /** Answers, once, what is printed for the safe. */
  seal: professional('emergency.manage')
    .input(z.object({ proof: ProofSchema }))
    .output(z.object({ login: z.string(), passphrase: z.string(), codes: z.array(z.string()), sealedAt: z.date() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { proofId } = await proven(useCase, 'emergency', input);
      return unwrap(await sealEmergency(useCase, proofId));
    }),
});
