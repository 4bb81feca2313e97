import { z } from 'zod';
import { attachDossier } from '../dossier/attach-dossier';
import { COMPARED_TRAITS } from '../dossier/attachment-types';
import { detachDossier } from '../dossier/detach-dossier';
import { listIdentityCandidates } from '../dossier/list-identity-candidates';
import { listUnsureDossiers } from '../dossier/list-unsure-dossiers';
import { professional, router } from './procedure';
import { unwrap } from './refusal';

const Text = z.string().trim().min(1).max(120);
const Day = z.iso.date();
const Reason = z.string().max(500);

const Person = z.object({
  patientId: z.string(),
  identifier: z.string(),
  authority: z.string(),
  birthFamilyName: z.string(),
  usedFamilyName: z.string().nullable(),
  givenNames: z.string(),
  firstGivenName: z.string(),
  birthDate: z.string().nullable(),
  birthDateText: z.string(),
  sex: z.string(),
  birthPlaceCode: z.string().nullable(),
  ins: z.string().nullable(),
  identityReliability: z.string(),
  dossiers: z.number(),
});
const Candidate = z.object({ person: Person, differs: z.array(z.enum(COMPARED_TRAITS)) });

/** Dossiers without a sure identity, and whose they are. */
export const attachRouter = router({
  dossiers: professional('repair.read')
    .input(z.object({ older: z.boolean() }))
    .output(
      z.object({
        at: z.date(),
        isCut: z.boolean(),
        /** What is not in the list: older than sixty days, and hidden or anonymous. */
        leftOut: z.object({ older: z.number(), hidden: z.number() }),
        dossiers: z.array(
          z.object({
            dossierId: z.string(),
            accessionNumber: z.string(),
            laboratoryId: z.string(),
            createdAt: z.date(),
            identifier: z.string(),
            birthFamilyName: z.string(),
            firstGivenName: z.string(),
            birthDate: z.string().nullable(),
            birthDateText: z.string(),
            sex: z.string(),
            identityReliability: z.string(),
            isReleased: z.boolean(),
            attachmentId: z.string().nullable(),
          }),
        ),
      }),
    )
    .query(async ({ ctx: { useCase }, input }) => unwrap(await listUnsureDossiers(useCase, input))),

  /** A mutation: the reading of persons' identities is recorded before it is answered. */
  candidates: professional('repair.read')
    .input(z.object({ dossierId: z.uuid(), number: z.string().trim().max(60), familyName: z.string().trim().max(120), birthDate: Day.nullable() }))
    .output(
      z.object({
        dossierId: z.string(),
        accessionNumber: z.string(),
        own: Person,
        candidates: z.array(Candidate),
        attachedTo: Candidate.nullable(),
        history: z.array(
          z.object({
            id: z.string(),
            reason: z.string(),
            attachedAt: z.date(),
            attachedByName: z.string(),
            confirmedAt: z.date().nullable(),
            detachedAt: z.date().nullable(),
            detachedByName: z.string().nullable(),
            detachReason: z.string().nullable(),
          }),
        ),
      }),
    )
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await listIdentityCandidates(useCase, input))),

  attach: professional('repair.manage')
    .input(
      z.object({
        dossierId: z.uuid(),
        to: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('known'), patientId: z.uuid() }),
          z.object({
            kind: z.literal('new'),
            identifier: z.string().trim().min(1).max(60),
            birthFamilyName: Text,
            givenNames: Text,
            firstGivenName: Text,
            birthDate: Day,
            sex: z.enum(['F', 'M']),
          }),
        ]),
        reason: Reason,
      }),
    )
    .output(z.object({ attachmentId: z.string() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await attachDossier(useCase, input))),

  detach: professional('repair.manage')
    .input(z.object({ dossierId: z.uuid(), reason: Reason }))
    .output(z.object({ dossierId: z.string() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await detachDossier(useCase, input))),
});
