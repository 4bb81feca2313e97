import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { mayEndHimself } from './representation-rules';
import { findOneRepresentation, revokeOne } from './representation-store';
import { findPatient } from './store';

/** Ends the access of a trusted person by the word of the adult who named her, at once; what the law or a judge gave is the laboratory's to end. */
export async function endRepresentation(
  ctx: Context<PatientActor>,
  input: { representationId: string },
): Promise<Outcome<{ ended: true }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'patient.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const row = ctx.actor.representationId === null ? await findOneRepresentation(tx, input.representationId) : undefined;
    const patient = row && row.patientId === ctx.actor.patientId ? await findPatient(tx, row.patientId) : undefined;
    if (!row || !patient || !mayEndHimself(row.kind, patient.birthDate, ctx.now())) return refuse('not-found');
    if (!(await revokeOne(tx, row.id, { at: ctx.now(), by: 'patient', reason: '' }))) return refuse('not-found');
    await append(tx, ctx, { action: 'representation.end', patientId: row.patientId, subjectId: row.id, detail: { kind: row.kind, by: 'patient' } });
    return done({ ended: true });
  });
}
