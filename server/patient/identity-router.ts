import { z } from 'zod';
import { professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { listMerges } from './list-merges';
import { unmerge } from './unmerge';

const Merge = z.object({
  mergeId: z.string(),
  kind: z.enum(['merge', 'link']),
  survivorIdentifier: z.string(),
  mergedIdentifier: z.string(),
  mergedAt: z.date(),
  undoneAt: z.date().nullable(),
  undoneReason: z.string(),
});

/** Numbers of patients, for whoever repairs them. */
export const identityRouter = router({
  merges: professional('repair.read')
    .input(z.object({ patientId: z.uuid() }))
    .output(z.object({ merges: z.array(Merge) }))
    .query(async ({ ctx: { useCase }, input }) => unwrap(await listMerges(useCase, input))),

  unmerge: professional('repair.manage')
    .input(z.object({ mergeId: z.uuid(), reason: z.string().trim().min(3).max(300) }))
    .output(z.object({ undone: z.literal(true) }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await unmerge(useCase, input))),
});
