import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { requireAccess } from './require-access';
import { revokeSession } from './store';
import { findOpenProfessionalSession } from './terminal-list-store';

/** Ends somebody's session by an administrator's hand, at once on that screen too. One's own ends by locking; an ended one is not found. */
export function closeOtherSession(
  ctx: Context<ProfessionalActor>,
  { sessionId }: { sessionId: string },
  proofId: string,
): Promise<Outcome<{ sessionId: string }, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const denied = requireAccess(ctx, 'terminal.manage');
    if (denied) return denied;
    const userId = sessionId === ctx.actor.sessionId ? null : await findOpenProfessionalSession(tx, sessionId);
    if (userId === null || !(await revokeSession(tx, sessionId, 'closed', ctx.now()))) return refuse('not-found');
    await append(tx, ctx, { action: 'session.close', subjectId: sessionId, detail: { reason: 'closed', user: userId, proof: proofId } });
    await announce(tx, 'security', userId);
    return done({ sessionId });
  });
}
