import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { lockDossierState } from '../dossier/read-dossier';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { projectWorklist } from './project-worklist';
import { mayRevoke } from './rules';
import { endReading, findReading } from './second-reading-store';
import { deactivate, findDecision, lockDecision, restoreSetAside, updateDecision } from './store';

/**
 * Takes back, before anything has left, what another biologist of the site signed, in one's own name and with a reason that the signer reads; what had been set
 * aside before is so again. Refused once it has taken effect: a correction is then a new version of the report.
 * @see GBUI VIII-3d; house.md « dévalider »
 */
export async function revokeDecision(
  ctx: Context<ProfessionalActor>,
  input: { decisionId: string; reason: string },
): Promise<Outcome<{ cancelledAt: Date }, Refusal<'not-found' | 'undo-too-late' | 'revocation-needs-reason'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const seen = await findDecision(tx, input.decisionId);
    const state = seen && (await lockDossierState(tx, seen.dossierId));
    if (!seen || !state || !ctx.actor.siteIds.includes(state.dossier.siteId)) return refuse('not-found');
    if (input.reason.trim() === '') return refuse('revocation-needs-reason');
    if (seen.state === 'cancelled' && seen.cancelledAt) return done({ cancelledAt: seen.cancelledAt });
    const decision = seen.state === 'pending' ? await lockDecision(tx, input.decisionId) : undefined;
    const now = ctx.now();
    const isUnread = (await findReading(tx, input.decisionId))?.state === 'asked';
    if (!decision || !mayRevoke(decision, isUnread, now)) {
      await append(tx, ctx, { action: 'validation.revoke', outcome: 'refused', dossierId: seen.dossierId, subjectId: seen.id });
      return refuse('undo-too-late', { at: seen.effectiveAt.toISOString() });
    }
    await updateDecision(tx, decision.id, {
      state: 'cancelled',
      cancelledAt: now,
      revokedBy: ctx.actor.userId,
      revokedByName: ctx.actor.name,
      revokeReason: input.reason.trim(),
    });
    await endReading(tx, decision.id);
    await deactivate(tx, decision.id);
    await restoreSetAside(tx, decision.id);
    await append(tx, ctx, { action: 'validation.revoke', dossierId: decision.dossierId, subjectId: decision.id });
    await projectWorklist(ctx, tx, decision.dossierId);
    return done({ cancelledAt: now });
  });
}
