import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import type { Person } from './my-types';
import { yearsOld } from './representation-rules';
import { type PersonRow, personsOfAccount } from './representation-store';
import { findPatient } from './store';

/**
 * Answers whom this person may read for, herself first, and for thirty days whom she no longer may, so that an end is told and not only noticed. Says
 * nothing of what there is to read.
 */
export async function listPersons(ctx: Context<PatientActor>): Promise<Outcome<{ at: Date; persons: Person[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'patient.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => done({ at: ctx.now(), persons: await readPersons(ctx, tx) }));
}

export async function readPersons(ctx: Context<PatientActor>, tx: Transaction): Promise<Person[]> {
  const { actor } = ctx;
  if (actor.accountId !== null) return (await personsOfAccount(tx)).map((row) => personOf(row, actor, ctx.now()));
  const patient = await findPatient(tx, actor.patientId);
  if (!patient) return [];
  const name = { givenName: patient.firstGivenName, familyName: patient.usedFamilyName ?? patient.birthFamilyName };
  return [
    {
      patientId: patient.id,
      representationId: null,
      kind: 'self',
      ...name,
      relation: '',
      hospital: '',
      age: null,
      until: null,
      state: 'in-force',
      isCurrent: true,
    },
  ];
}

function personOf(row: PersonRow, actor: PatientActor, now: Date): Person {
  return {
    patientId: row.patient_id,
    representationId: row.representation_id,
    kind: row.kind,
    givenName: row.first_given_name,
    familyName: row.family_name,
    relation: row.relation,
    hospital: row.hospital,
    age: row.birth_date === null ? null : yearsOld(row.birth_date, now),
    until: row.valid_to === null ? null : new Date(row.valid_to),
    state: row.stands ? 'in-force' : 'ended',
    isCurrent: row.patient_id === actor.patientId && row.representation_id === actor.representationId,
  };
}
