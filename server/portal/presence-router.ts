import { z } from 'zod';
import { patientOnly, professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { readPresence } from './read-presence';
import { redeemPresenceCode } from './redeem-presence-code';
import { showPresenceCode } from './show-presence-code';
import { stopPresenceCode } from './stop-presence-code';

const Presence = z.object({
  at: z.date(),
  code: z.object({ state: z.enum(['live', 'used', 'ended', 'expired']), expiresAt: z.date(), reportIds: z.array(z.string()).nullable() }).nullable(),
  readers: z.array(z.object({ id: z.string(), name: z.string(), profession: z.string(), grantedAt: z.date(), expiresAt: z.date() })),
});

/** Reading with the patient present: she shows a code, a professional hands it in. */
export const presenceRouter = router({
  mine: patientOnly('patient.manage')
    .input(z.void())
    .output(Presence)
    .query(async ({ ctx: { useCase } }) => unwrap(await readPresence(useCase))),

  show: patientOnly('patient.manage')
    .input(z.object({ reportIds: z.array(z.uuid()).min(1).max(200).nullable() }))
    .output(z.object({ code: z.string(), expiresAt: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await showPresenceCode(useCase, input))),

  stop: patientOnly('patient.manage')
    .input(z.void())
    .output(z.object({ accesses: z.number() }))
    .mutation(async ({ ctx: { useCase } }) => unwrap(await stopPresenceCode(useCase))),

  redeem: professional('presence.redeem')
    .input(z.object({ code: z.string().regex(/^\d{6}$/), birthDate: z.iso.date() }))
    .output(z.object({ accessId: z.string(), patientName: z.string(), expiresAt: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await redeemPresenceCode(useCase, input))),
});
