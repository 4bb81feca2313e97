import { readFor } from '../access/read-for';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { readPersons } from './list-persons';

/**
 * Makes the session read for another person whom its account may read for at this instant, and for nobody else. What ended says so by name, since the
 * person knew of it; anything else does not exist.
 */
export async function switchPerson(
  ctx: Context<PatientActor>,
  input: { patientId: string; representationId: string | null },
): Promise<Outcome<{ patientId: string }, Refusal<'not-found' | 'access-ended'>>> {
  const denied = requireAccess(ctx, 'patient.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const persons = await readPersons(ctx, tx);
    const wanted = persons.find((person) => person.patientId === input.patientId && person.representationId === input.representationId);
    if (!wanted) return refuse('not-found');
    if (wanted.state !== 'in-force') return refuse('access-ended');
    await readFor(tx, ctx.actor.sessionId, input);
    await append(tx, ctx, {
      action: 'patient.switch-person',
      patientId: wanted.patientId,
      subjectId: wanted.representationId ?? ctx.actor.sessionId,
      detail: { kind: wanted.kind, from: ctx.actor.patientId },
    });
    return done({ patientId: wanted.patientId });
  });
}
