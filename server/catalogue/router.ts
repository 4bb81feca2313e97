import { z } from 'zod';
import { professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { listDelays } from './list-delays';
import { setDelay } from './set-delay';

const Version = z.object({ version: z.number(), minutes: z.number().nullable(), reason: z.string(), madeByName: z.string(), since: z.date() });

/** Each laboratory's own list of urgent delays. */
export const delaysRouter = router({
  list: professional('delays.read')
    .input(z.object({ laboratoryId: z.uuid().nullable() }))
    .output(
      z.object({
        laboratories: z.array(z.object({ id: z.string(), name: z.string() })),
        laboratoryId: z.string().nullable(),
        mayManage: z.boolean(),
        lines: z.array(
          z.object({ loincCode: z.string(), label: z.string(), chapter: z.string(), proposed: z.number().nullable(), versions: z.array(Version) }),
        ),
      }),
    )
    .query(async ({ input, ctx: { useCase } }) => unwrap(await listDelays(useCase, input))),

  set: professional('delays.manage')
    .input(
      z.object({
        laboratoryId: z.uuid(),
        loincCode: z.string().max(20),
        minutes: z.int().nullable(),
        reason: z.string().max(500),
        seen: z.int().min(0),
      }),
    )
    .output(z.object({ version: z.number() }))
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await setDelay(useCase, input))),
});
