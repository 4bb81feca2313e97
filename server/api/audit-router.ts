import { z } from 'zod';
import { exportTrail } from '../audit/export-trail';
import { readTrail } from '../audit/read-trail';
import { TraceLine, TrailInput } from '../audit/types';
import { professional, router } from './procedure';
import { unwrap } from './refusal';

export const auditRouter = router({
  /** A dossier's trail, oldest first, or the newest events of all. */
  trail: professional('audit.read')
    .input(TrailInput)
    .output(z.object({ lines: z.array(TraceLine), next: z.number().nullable() }))
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readTrail(useCase, input))),

  /** The same trail to be kept elsewhere; exporting is itself traced. */
  export: professional('audit.read')
    .input(z.object({ accessionNumber: z.string().trim().min(1).max(60) }))
    .output(z.object({ at: z.date(), lines: z.array(TraceLine) }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await exportTrail(useCase, input))),
});
