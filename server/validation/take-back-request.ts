import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { lockDossierState } from '../dossier/read-dossier';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { projectWorklist } from './project-worklist';
import { findRequest, moveRequest } from './request-store';

/**
 * Takes a request back while the laboratory has not answered it: before it left, nothing leaves; afterwards a cancellation (ORC-1 `CA`) follows it.
 * Any biologist of the site may: the one who asked may have gone home. Repeating it changes nothing.
 */
export async function takeBackRequest(
  ctx: Context<ProfessionalActor>,
  input: { requestId: string },
): Promise<Outcome<{ cancelledAt: Date }, Refusal<'not-found' | 'request-over'>>> {
  const denied = requireAccess(ctx, 'request.make');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const seen = await findRequest(tx, input.requestId);
    const state = seen ? await lockDossierState(tx, seen.dossierId) : null;
    if (!seen || !state || !ctx.actor.siteIds.includes(state.dossier.siteId)) return refuse('not-found');
    const now = ctx.now();
    const isTakenBack = await moveRequest(tx, seen.id, ['asked', 'acknowledged'], { state: 'cancelled', cancelledAt: now, cancelledByName: ctx.actor.name });
    if (!isTakenBack) {
      const current = await findRequest(tx, seen.id);
      return current?.state === 'cancelled' && current.cancelledAt ? done({ cancelledAt: current.cancelledAt }) : refuse('request-over');
    }
    await append(tx, ctx, {
      action: 'request.take-back',
      dossierId: seen.dossierId,
      patientId: state.dossier.patientId,
      subjectId: seen.id,
      detail: { kind: seen.kind },
    });
    // Heard after the request itself, in the order of the dossier: what has left is followed by its cancellation.
    await tell(tx, { name: 'request.made', dossierId: seen.dossierId, subjectId: seen.id }, now, now > seen.effectiveAt ? now : seen.effectiveAt);
    await projectWorklist(ctx, tx, seen.dossierId);
    return done({ cancelledAt: now });
  });
}
