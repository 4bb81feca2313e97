import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { lockDossierState } from '../dossier/read-dossier';
import type { Context } from '../platform/context';
import { projectWorklist } from './project-worklist';
import { coveredObservationIds, findDecision, updateDecision } from './store';

/**
 * Brings a hold back to the top of the list once the time has come that its biologist chose; a hold that was decided on meanwhile stays away, and none comes back
 * twice.
 */
export async function remindOfHold(ctx: Context, tx: Transaction, decisionId: string): Promise<void> {
  const seen = await findDecision(tx, decisionId);
  if (!seen) return;
  await lockDossierState(tx, seen.dossierId);
  // Under the lock of the dossier: whoever decides on it now is over, or waits.
  const hold = await findDecision(tx, decisionId);
  if (!hold?.remindAt || hold.remindedAt !== null || hold.remindAt > ctx.now()) return;
  if ((await coveredObservationIds(tx, decisionId)).length === 0) return;
  await updateDecision(tx, decisionId, { remindedAt: ctx.now() });
  await append(tx, ctx, { action: 'validation.remind', dossierId: hold.dossierId, subjectId: hold.id });
  await projectWorklist(ctx, tx, hold.dossierId);
}
