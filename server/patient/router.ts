import { z } from 'zod';
import { patientOnly, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { endRepresentation } from './end-representation';
import { listPersons } from './list-persons';
import { makeRequest } from './make-request';
import { MyData, NewRequest, Person } from './my-types';
import { oppose } from './oppose';
import { readMyData } from './read-my-data';
import { switchPerson } from './switch-person';
import { OPPOSITION_SUBJECTS } from './types';

/** What a patient knows and decides of his own data, and for whom his account reads. */
export const patientRouter = router({
  persons: patientOnly('patient.read')
    .input(z.void())
    .output(z.object({ at: z.date(), persons: z.array(Person) }))
    .query(async ({ ctx: { useCase } }) => unwrap(await listPersons(useCase))),

  switchPerson: patientOnly('patient.read')
    .input(z.object({ patientId: z.uuid(), representationId: z.uuid().nullable() }))
    .output(z.object({ patientId: z.string() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await switchPerson(useCase, input))),

  data: patientOnly('patient.read')
    .input(z.void())
    .output(MyData)
    .query(async ({ ctx: { useCase } }) => unwrap(await readMyData(useCase))),

  endRepresentation: patientOnly('patient.manage')
    .input(z.object({ representationId: z.uuid() }))
    .output(z.object({ ended: z.literal(true) }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await endRepresentation(useCase, input))),

  request: patientOnly('patient.manage')
    .input(NewRequest)
    .output(z.object({ requestId: z.string() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await makeRequest(useCase, input))),

  oppose: patientOnly('patient.manage')
    .input(z.object({ subject: z.enum(OPPOSITION_SUBJECTS), opposed: z.boolean() }))
    .output(z.object({ changed: z.boolean() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await oppose(useCase, input))),
});
