import { z } from 'zod';
import { ProofSchema } from '../access/prove-again';
import { professional, router } from '../api/procedure';
import { proven } from '../api/prove';
import { unwrap } from '../api/refusal';
import { answerRequest } from './answer-request';
import { DeskFile, DeskPatient, DeskTasks, EnrolmentSlip, NewRepresentation } from './desk-types';
import { findPatients } from './find-patients';
import { grantRepresentation } from './grant-representation';
import { listTasks } from './list-tasks';
import { openFile } from './open-file';
import { printSlip } from './print-slip';
import { revokeRepresentation } from './revoke-representation';

const Search = z
  .object({ number: z.string().trim().max(60), familyName: z.string().trim().max(100), birthDate: z.iso.date().nullable() })
  .refine((search) => search.number !== '' || (search.familyName !== '' && search.birthDate !== null), 'a number, or a name with its birth date');

/** The laboratory's desk: who comes with a slip, a document or a question. */
export const deskRouter = router({
  /** A mutation, because every search is traced. */
  find: professional('desk.read')
    .input(Search)
    .output(z.object({ patients: z.array(DeskPatient) }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await findPatients(useCase, input))),

  open: professional('desk.read')
    .input(z.object({ patientId: z.uuid() }))
    .output(DeskFile)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await openFile(useCase, input))),

  tasks: professional('desk.read')
    .input(z.void())
    .output(DeskTasks)
    .query(async ({ ctx: { useCase } }) => unwrap(await listTasks(useCase))),

  answer: professional('desk.manage')
    .input(z.object({ requestId: z.uuid(), state: z.enum(['done', 'declined']), answer: z.string().trim().min(3).max(2000) }))
    .output(z.object({ answered: z.literal(true) }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await answerRequest(useCase, input))),

  printSlip: professional('desk.manage')
    .input(z.object({ patientId: z.uuid(), representationId: z.uuid().nullable() }))
    .output(EnrolmentSlip)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await printSlip(useCase, input))),

  grant: professional('desk.manage')
    .input(NewRepresentation.extend({ proof: ProofSchema }))
    .output(z.object({ representationId: z.string() }))
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      return unwrap(await grantRepresentation(useCase, content, proofId));
    }),

  revoke: professional('desk.manage')
    .input(z.object({ representationId: z.uuid(), reason: z.string().trim().min(3).max(300), proof: ProofSchema }))
    .output(z.object({ revoked: z.literal(true) }))
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      return unwrap(await revokeRepresentation(useCase, content, proofId));
    }),
});
