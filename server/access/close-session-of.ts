import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, refuse } from '../platform/outcome';
import { changeRights } from './change-rights';
import { endSessionOf } from './rights-store';

/** Ends an open session of somebody else, at once. */
export function closeSessionOf(ctx: Context<ProfessionalActor>, { userId, sessionId }: { userId: string; sessionId: string }, proofId: string) {
  return changeRights(ctx, { action: 'account.close-session', userId, proofId }, async (tx) => {
    if (!(await endSessionOf(tx, userId, sessionId, 'closed_by_administrator', ctx.now()))) return refuse('not-found');
    return done({ value: { closed: true as const }, detail: { session: sessionId }, notice: 'session-closed' });
  });
}
