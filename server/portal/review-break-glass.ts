import { requireAccess } from '../access/require-access';
import { tellNotice } from '../access/tell-notice';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { isTextEnough, type ReviewOutcome, refusalOfReview } from './break-glass-rules';
import { lockBreakGlass, saveReview } from './break-glass-store';

export interface ReviewInput {
  id: string;
  outcome: ReviewOutcome;
  text: string;
}

/**
 * Closes the review of an emergency, once, by somebody else than who opened it; an access that is still open ends with it. One that was not justified is told
 * to the administrators, who may take rights away.
 * @see GBUI VII-5f
 */
export async function reviewBreakGlass(
  ctx: Context<ProfessionalActor>,
  input: ReviewInput,
): Promise<Outcome<{ reviewedAt: Date }, Refusal<'not-found' | 'own-access' | 'already-reviewed' | 'reason-too-short'>>> {
  const denied = requireAccess(ctx, 'breakglass.review');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const access = await lockBreakGlass(tx, input.id);
    if (!access) return refuse('not-found');
    const refusal = refusalOfReview(access, ctx.actor.userId);
    if (refusal) return refuse(refusal);
    if (!isTextEnough(input.text)) return refuse('reason-too-short');
    const now = ctx.now();
    const endedAt = access.endedAt ?? (access.expiresAt > now ? now : null);
    await saveReview(tx, access.id, { reviewedBy: ctx.actor.userId, reviewedAt: now, reviewOutcome: input.outcome, reviewText: input.text, endedAt });
    await append(tx, ctx, { action: 'breakglass.review', patientId: access.patientId, subjectId: access.id, detail: { outcome: input.outcome } });
    if (input.outcome === 'unjustified') {
      const detail = { by: ctx.actor.name, outcome: input.outcome, userId: access.userId };
      await tellNotice(tx, ctx, { kind: 'break-glass', audience: { role: 'administrator' }, subjectId: access.id, detail });
    }
    await announce(tx, 'security', access.userId);
    await announce(tx, 'security', 'medical_administrator');
    return done({ reviewedAt: now });
  });
}
