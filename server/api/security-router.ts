import { z } from 'zod';
import { readNotices, readUrgentNotices } from '../access/read-notices';
import { seeNotices } from '../access/see-notices';
import { NOTICE_KINDS } from '../access/tell-notice';
import { professional, router } from './procedure';
import { unwrap } from './refusal';

const Notice = z.object({
  id: z.string(),
  kind: z.enum(NOTICE_KINDS),
  /** Names of staff and terminals, instants, counts; never a patient. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  createdAt: z.date(),
  seenAt: z.date().nullable(),
});

export const securityRouter = router({
  /** What the strip over every page shows: urgent and not yet seen. */
  urgent: professional('security.read')
    .input(z.void())
    .output(z.object({ items: z.array(Notice) }))
    .query(async ({ ctx: { useCase } }) => unwrap(await readUrgentNotices(useCase))),

  /** The history, newest first. */
  list: professional('security.read')
    .input(z.object({ kinds: z.array(z.enum(NOTICE_KINDS)).min(1).nullable(), unseenOnly: z.boolean(), before: z.uuid().nullable() }))
    .output(z.object({ items: z.array(Notice), next: z.string().nullable() }))
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readNotices(useCase, input))),

  /** « Vu » */
  see: professional('security.read')
    .input(z.object({ noticeIds: z.array(z.uuid()).min(1).max(100) }))
    .output(z.object({ seen: z.number() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await seeNotices(useCase, input.noticeIds))),
});
