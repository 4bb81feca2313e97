import { z } from 'zod';
import { ProofSchema } from '../access/prove-again';
import { exportTrail } from '../audit/export-trail';
import { readTrail } from '../audit/read-trail';
import { TraceLine, TrailInput } from '../audit/types';
import { professional, router } from './procedure';
import { proven } from './prove';
import { unwrap } from './refusal';

export const auditRouter = router({
  /** A dossier's trail, oldest first, or the newest events of all. */
  trail: professional('audit.read')
    .input(TrailInput)
    .output(z.object({ lines: z.array(TraceLine), next: z.number().nullable() }))
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readTrail(useCase, input))),

  /** The same trail to be kept elsewhere, asked for by a person who proves herself again; exporting is itself traced. */
  export: professional('audit.read')
    .input(z.object({ accessionNumber: z.string().trim().min(1).max(60), proof: ProofSchema }))
    .output(z.object({ at: z.date(), lines: z.array(TraceLine) }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'export', input);
      return unwrap(await exportTrail(useCase, { ...content, proofId }));
    }),
});
