import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { dayAfter, startOf } from '../platform/paris-days';
import { isOfDesk } from './desk-store';
import type { NewRepresentation } from './desk-types';
import { mayEnrol } from './enrolment-rules';
import { type GrantRefusal, grantRefusal, representationState } from './representation-rules';
import { insertRepresentation, lockRepresentativesOf, type RepresentationRow, representativesOf } from './representation-store';
import { findPatient } from './store';

type Refused = Refusal<'not-found' | 'identity-not-guaranteed' | 'already-represents' | GrantRefusal>;

/**
 * Lets somebody read for a patient, as the desk has seen the document that says so; opens nothing yet: the representative enrols with a code of his own.
 * @see CSP L1111-6, Code civil 371-1, 425; GBUI II-1
 */
export async function grantRepresentation(
  ctx: Context<ProfessionalActor>,
  { patientId, fromDay, lastDay, ...person }: NewRepresentation,
  proofId: string,
): Promise<Outcome<{ representationId: string }, Refused>> {
  const denied = requireAccess(ctx, 'desk.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    await lockRepresentativesOf(tx, patientId);
    const patient = (await isOfDesk(tx, patientId)) ? await findPatient(tx, patientId) : undefined;
    if (!patient) return refuse('not-found');
    if (!mayEnrol(patient)) return refuse('identity-not-guaranteed');
    const dates = { validFrom: startOf(fromDay), validTo: lastDay === null ? null : startOf(dayAfter(lastDay, 1)) };
    const refusal = grantRefusal({ kind: person.kind, ...dates }, patient.birthDate, ctx.now());
    if (refusal) return refuse(refusal);
    const known = await representativesOf(tx, patientId);
    if (known.some((row) => isSame(row, person) && isAlive(row, patient.birthDate, ctx.now()))) return refuse('already-represents');
    const id = newId();
    await insertRepresentation(tx, { id, patientId, ...person, ...dates, grantedBy: ctx.actor.userId, grantedAt: ctx.now() });
    await append(tx, ctx, {
      action: 'representation.grant',
      patientId,
      subjectId: id,
      detail: { kind: person.kind, from: fromDay, until: lastDay, proof: proofId },
    });
    return done({ representationId: id });
  });
}

type Named = Pick<RepresentationRow, 'kind' | 'familyName' | 'givenName' | 'birthDate'>;

const isSame = (one: Named, other: Named): boolean =>
  one.kind === other.kind &&
  one.birthDate === other.birthDate &&
  plain(one.familyName) === plain(other.familyName) &&
  plain(one.givenName) === plain(other.givenName);

const isAlive = (row: RepresentationRow, birthDate: string | null, now: Date): boolean => {
  const state = representationState(row, birthDate, now);
  return state === 'in-force' || state === 'to-come';
};

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/[^\p{L}]/gu, '')
    .toUpperCase();
