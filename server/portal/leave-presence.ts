import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { endAccess } from './presence-store';

/** Ends what a patient's code opened, by the professional himself, before its hour. */
export async function leavePresence(ctx: Context<ProfessionalActor>, input: { id: string }): Promise<Outcome<{ closed: true }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'presence.redeem');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const patientId = await endAccess(tx, input.id, ctx.actor.userId, ctx.now());
    if (patientId === null) return refuse('not-found');
    await append(tx, ctx, { action: 'presence.leave', patientId, subjectId: input.id });
    await announce(tx, 'results', patientId);
    return done({ closed: true });
  });
}
