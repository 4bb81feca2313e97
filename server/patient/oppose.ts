import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { endOppositionOf, insertOpposition } from './opposition-store';
import type { OppositionSubject } from './types';

/**
 * Records that a patient opposes notices, or any publication on line, or no longer does; counts at once, for what was published before too. Saying the
 * same twice changes nothing.
 * @see GBUI X-4; RGPD art. 21
 */
export async function oppose(
  ctx: Context<PatientActor>,
  { subject, opposed }: { subject: OppositionSubject; opposed: boolean },
): Promise<Outcome<{ changed: boolean }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'patient.manage');
  if (denied) return denied;
  if (ctx.actor.representationId !== null) return refuse('not-found');
  const { patientId } = ctx.actor;
  return ctx.transaction(async (tx) => {
    const id = newId();
    const subjectId = opposed
      ? (await insertOpposition(tx, { id, patientId, subject, since: ctx.now() }))
        ? id
        : null
      : await endOppositionOf(tx, patientId, subject, ctx.now());
    if (subjectId === null) return done({ changed: false });
    await append(tx, ctx, { action: opposed ? 'patient.oppose' : 'patient.withdraw-opposition', patientId, subjectId, detail: { subject } });
    if (!opposed && subject === 'portal') await tell(tx, { name: 'opposition.ended', dossierId: null, subjectId: patientId }, ctx.now());
    await announce(tx, 'results', patientId);
    return done({ changed: true });
  });
}
