import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { isOfDesk } from './desk-store';
import { closeRequest, findRequest } from './request-store';

/**
 * Records the laboratory's answer to a patient, once, and closes the task. A correction itself is made in the LIS and comes back by its messages: the LIS
 * is right.
 * @see GBUI III-1b; RGPD art. 12
 */
export async function answerRequest(
  ctx: Context<ProfessionalActor>,
  input: { requestId: string; state: 'done' | 'declined'; answer: string },
): Promise<Outcome<{ answered: true }, Refusal<'not-found' | 'already-answered'>>> {
  const denied = requireAccess(ctx, 'desk.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const known = await findRequest(tx, input.requestId);
    if (!known || !(await isOfDesk(tx, known.patientId))) return refuse('not-found');
    const closed = await closeRequest(tx, known.id, { state: input.state, answer: input.answer, by: ctx.actor.userId, at: ctx.now() });
    if (!closed) return refuse('already-answered');
    await append(tx, ctx, { action: 'desk.answer', patientId: closed.patientId, subjectId: closed.id, detail: { kind: closed.kind, state: input.state } });
    await announce(tx, 'results', closed.patientId);
    return done({ answered: true });
  });
}
