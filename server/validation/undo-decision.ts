import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { projectWorklist } from './project-worklist';
import { mayUndo } from './rules';
import { endReading, findReading } from './second-reading-store';
import { deactivate, findDecision, lockDecision, restoreSetAside, updateDecision } from './store';

/**
 * Takes a signature back before it takes effect: nothing of it has left and nothing will. Refused with the instant of the
 * release once it is too late; a correction is then a new report.
 * @see decisions.md « Undo »; screens « undone in time », « undo too late »
 */
export async function undoDecision(
  ctx: Context<ProfessionalActor>,
  input: { decisionId: string },
): Promise<Outcome<{ cancelledAt: Date }, Refusal<'not-found' | 'undo-too-late'>>> {
  return ctx.transaction(async (tx) => {
    const seen = await findDecision(tx, input.decisionId);
    if (!seen || seen.userId !== ctx.actor.userId) return refuse('not-found');
    if (seen.state === 'cancelled' && seen.cancelledAt) return done({ cancelledAt: seen.cancelledAt });
    // A decision that took effect is out of reach of this role: the lock finds nothing.
    const decision = seen.state === 'pending' ? await lockDecision(tx, input.decisionId) : undefined;
    const now = ctx.now();
    const isUnread = (await findReading(tx, input.decisionId))?.state === 'asked';
    if (!decision || !mayUndo(decision, isUnread, ctx.actor.userId, now)) {
      await append(tx, ctx, { action: 'validation.undo', outcome: 'refused', dossierId: seen.dossierId, subjectId: seen.id });
      return refuse('undo-too-late', { at: seen.effectiveAt.toISOString() });
    }
    await updateDecision(tx, decision.id, { state: 'cancelled', cancelledAt: now });
    await endReading(tx, decision.id);
    await deactivate(tx, decision.id);
    await restoreSetAside(tx, decision.id);
    await append(tx, ctx, { action: 'validation.undo', dossierId: decision.dossierId, subjectId: decision.id });
    await projectWorklist(ctx, tx, decision.dossierId);
    return done({ cancelledAt: now });
  });
}
