import { z } from 'zod';
import { professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { changeWardPhone } from './change-ward-phone';
import { readWardPhones, WardPhoneListSchema } from './read-ward-phones';
import { WardPhone } from './ward-phones';

export const wardPhonesRouter = router({
  /** The numbers of the wards by days and hours. */
  list: professional('call-policy.read')
    .input(z.void())
    .output(WardPhoneListSchema)
    .query(async ({ ctx }) => unwrap(await readWardPhones(ctx.useCase))),

  change: professional('call-policy.change')
    .input(z.object({ wardId: z.uuid(), seen: z.number().int().min(0), lines: z.array(WardPhone).max(12) }))
    .output(z.object({ version: z.number() }))
    .mutation(async ({ ctx, input }) => unwrap(await changeWardPhone(ctx.useCase, input))),
});
