import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { endBreakGlass } from './break-glass-store';

/** Closes an emergency of one's own before its hour; one that is over, or another's, is not there. Its review stays due. */
export async function closeBreakGlass(ctx: Context<ProfessionalActor>, input: { id: string }): Promise<Outcome<{ closed: true }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'breakglass.request');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const [ended] = await endBreakGlass(tx, { userId: ctx.actor.userId, id: input.id }, ctx.now());
    if (!ended) return refuse('not-found');
    await append(tx, ctx, { action: 'breakglass.close', patientId: ended.patientId, subjectId: ended.id });
    await announce(tx, 'security', ctx.actor.userId);
    return done({ closed: true });
  });
}
