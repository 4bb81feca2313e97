import { z } from 'zod';
import { ProofSchema } from '../access/prove-again';
import { professional, router } from '../api/procedure';
import { proven } from '../api/prove';
import { unwrap } from '../api/refusal';
import { OUTCOMES, REASONS } from './break-glass-rules';
import { closeBreakGlass } from './close-break-glass';
import { exportBreakGlass } from './export-break-glass';
import { findEmergencyPatient } from './find-emergency-patient';
import { leavePresence } from './leave-presence';
import { listBreakGlass } from './list-break-glass';
import { listLentAccess } from './list-lent-access';
import { openBreakGlass } from './open-break-glass';
import { reviewBreakGlass } from './review-break-glass';

const Access = z.object({ id: z.uuid() });
const Closed = z.object({ closed: z.literal(true) });
const Text = z.string().max(1000);
const Reviewed = z.object({
  id: z.string(),
  by: z.string(),
  profession: z.string(),
  rppsNumber: z.string().nullable(),
  patientNumber: z.string(),
  reason: z.enum(REASONS),
  reasonText: z.string(),
  grantedAt: z.date(),
  endsAt: z.date(),
  isOpen: z.boolean(),
  isOverdue: z.boolean(),
  readings: z.array(z.object({ accessionNumber: z.string(), version: z.number(), medium: z.enum(['screen', 'pdf']), viewedAt: z.date() })),
  review: z.object({ by: z.string(), at: z.date(), outcome: z.enum(OUTCOMES), text: z.string() }).nullable(),
});
const Register = z.object({ at: z.date(), accesses: z.array(Reviewed) });

/** Reading in an emergency, and its review. */
export const breakGlassRouter = router({
  /** What is open for an hour to who asks, by a patient's code or in an emergency: the banner. */
  mine: professional('breakglass.request')
    .input(z.void())
    .output(
      z.object({
        at: z.date(),
        accesses: z.array(z.object({ id: z.string(), ground: z.enum(['presence', 'break-glass']), patientName: z.string(), expiresAt: z.date() })),
      }),
    )
    .query(async ({ ctx: { useCase } }) => unwrap(await listLentAccess(useCase))),

  /** A mutation, because a search is traced. */
  find: professional('breakglass.request')
    .input(z.object({ birthFamilyName: z.string().min(1).max(100), birthDate: z.iso.date(), identifier: z.string().trim().max(60) }))
    .output(
      z.object({
        patientId: z.string(),
        birthFamilyName: z.string(),
        firstGivenName: z.string(),
        birthDate: z.string(),
        sex: z.enum(['F', 'M', 'U']),
        identifier: z.string(),
      }),
    )
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await findEmergencyPatient(useCase, input))),

  open: professional('breakglass.request')
    .input(z.object({ patientId: z.uuid(), reason: z.enum(REASONS), reasonText: Text, proof: ProofSchema }))
    .output(z.object({ id: z.string(), expiresAt: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { content, proofId } = await proven(useCase, 'break-glass', input);
      return unwrap(await openBreakGlass(useCase, content, proofId));
    }),

  close: professional('breakglass.request')
    .input(Access)
    .output(Closed)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await closeBreakGlass(useCase, input))),

  leave: professional('presence.redeem')
    .input(Access)
    .output(Closed)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await leavePresence(useCase, input))),

  register: professional('breakglass.review')
    .input(z.void())
    .output(Register)
    .query(async ({ ctx: { useCase } }) => unwrap(await listBreakGlass(useCase))),

  review: professional('breakglass.review')
    .input(Access.extend({ outcome: z.enum(OUTCOMES), text: Text }))
    .output(z.object({ reviewedAt: z.date() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await reviewBreakGlass(useCase, input))),

  /** The register to be kept elsewhere; exporting is proven and itself traced. */
  export: professional('breakglass.review')
    .input(z.object({ what: z.literal('register'), proof: ProofSchema }))
    .output(Register)
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { proofId } = await proven(useCase, 'export', input);
      return unwrap(await exportBreakGlass(useCase, proofId));
    }),
});
