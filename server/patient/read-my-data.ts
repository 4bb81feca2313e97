import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { readLaboratory } from '../directory/read-directory';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { hospitalNames } from './desk-store';
import type { MyData, MyRequest, Representative } from './my-types';
import { oppositionsOf } from './opposition-store';
import { mayEndHimself, representationState } from './representation-rules';
import { type RepresentationRow, representativesOf } from './representation-store';
import { laboratoryIdOfPatient, type RequestRow, requestsOf } from './request-store';
import { findPatient, type PatientRow } from './store';

/** Answers what is known of the patient himself and what he has asked; to him alone, never to who reads for him. */
export async function readMyData(ctx: Context<PatientActor>): Promise<Outcome<MyData, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'patient.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const data = await myDataOf(ctx, tx);
    return data ? done(data) : refuse('not-found');
  });
}

export async function myDataOf(ctx: Context<PatientActor>, tx: Transaction): Promise<MyData | null> {
  const patient = ctx.actor.representationId === null ? await findPatient(tx, ctx.actor.patientId) : undefined;
  if (!patient) return null;
  const oppositions = (await oppositionsOf(tx, patient.id)).filter((row) => row.endedAt === null);
  return {
    at: ctx.now(),
    name: `${patient.firstGivenName} ${patient.usedFamilyName ?? patient.birthFamilyName}`,
    identifier: patient.identifier,
    identity: identityOf(patient),
    laboratory: await laboratoryOf(tx, patient),
    representatives: (await representativesOf(tx, patient.id)).map((row) => representativeOf(row, patient.birthDate, ctx.now())),
    oppositions: oppositions.map(({ subject, since }) => ({ subject, since })),
    requests: (await requestsOf(tx, patient.id)).map(requestAsAsked),
  };
}

/** A request as the person who made it reads it: who answered at the laboratory is the laboratory. */
export const requestAsAsked = ({ id, kind, field, text, state, createdAt, handledAt, answer }: RequestRow): MyRequest => ({
  id,
  kind,
  field,
  text,
  state,
  createdAt,
  handledAt,
  answer,
});

function identityOf(patient: PatientRow): MyData['identity'] {
  return [
    { field: 'birthFamilyName', value: patient.birthFamilyName },
    { field: 'usedFamilyName', value: patient.usedFamilyName ?? '' },
    { field: 'givenNames', value: patient.givenNames },
    { field: 'birthDate', value: patient.birthDate ?? patient.birthDateText },
    { field: 'sex', value: patient.sex },
    { field: 'ins', value: patient.ins ?? '' },
    { field: 'email', value: patient.email ?? '' },
    { field: 'phone', value: patient.phone ?? '' },
  ];
}

async function laboratoryOf(tx: Transaction, patient: PatientRow): Promise<MyData['laboratory']> {
  const id = await laboratoryIdOfPatient(tx, patient.id);
  const laboratory = id === null ? null : await readLaboratory(tx, id);
  const entity = (await hospitalNames(tx)).get(patient.legalEntityId) ?? '';
  return laboratory ? { name: laboratory.name, phone: laboratory.phone, entity } : null;
}

/** Who reads for a patient, as the person concerned and the desk see it. */
export function representativeOf(row: RepresentationRow, birthDate: string | null, now: Date): Representative {
  const state = representationState(row, birthDate, now);
  return {
    representationId: row.id,
    kind: row.kind,
    name: `${row.givenName} ${row.familyName}`,
    relation: row.relation,
    since: row.validFrom,
    until: row.validTo,
    state,
    endedAt: row.revokedAt ?? (state === 'expired' ? row.validTo : null),
    hasEntered: row.accountId !== null,
    mayEnd: state === 'in-force' && mayEndHimself(row.kind, birthDate, now),
  };
}
