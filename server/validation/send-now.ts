import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { findReading } from './second-reading-store';
import { findDecision, lockDecision, updateDecision } from './store';

/** Ends the time to undo at once, at the signer's own wish; saying it twice sends nothing twice. */
export async function sendNow(
  ctx: Context<ProfessionalActor>,
  input: { decisionId: string },
): Promise<Outcome<{ effectiveAt: Date }, Refusal<'not-found' | 'already-cancelled' | 'reading-open'>>> {
  return ctx.transaction(async (tx) => {
    const seen = await findDecision(tx, input.decisionId);
    if (!seen || seen.userId !== ctx.actor.userId) return refuse('not-found');
    if (seen.state === 'cancelled') return refuse('already-cancelled');
    const decision = seen.state === 'pending' ? await lockDecision(tx, input.decisionId) : undefined;
    const now = ctx.now();
    if ((await findReading(tx, input.decisionId))?.state === 'asked') return refuse('reading-open');
    if (!decision || decision.effectiveAt <= now) return done({ effectiveAt: seen.effectiveAt });
    await updateDecision(tx, decision.id, { effectiveAt: now });
    await append(tx, ctx, { action: 'validation.send-now', dossierId: decision.dossierId, subjectId: decision.id });
    await tell(tx, { name: 'decision.signed', dossierId: decision.dossierId, subjectId: decision.id }, now);
    return done({ effectiveAt: now });
  });
}
