import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { membersOf, readBatch } from './batch-store';
import { undoDecision } from './undo-decision';

export interface UndoneBatch {
  /** When each was taken back; null = its time to undo was over, it has left. */
  dossiers: { dossierId: string; decisionId: string; cancelledAt: Date | null }[];
}

/**
 * Takes back every signature of a batch that has not taken effect, each as if it had been undone by itself; what has left is said, and stays. Sent again, it answers
 * the same.
 */
export async function undoBatch(ctx: Context<ProfessionalActor>, { batchId }: { batchId: string }): Promise<Outcome<UndoneBatch, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  const batch = await ctx.transaction((tx) => readBatch(tx, batchId));
  if (!batch || batch.userId !== ctx.actor.userId) return refuse('not-found');
  const signed = (await ctx.transaction((tx) => membersOf(tx, batchId))).flatMap(({ decision }) => decision ?? []);
  const dossiers: UndoneBatch['dossiers'] = [];
  for (const { id: decisionId, dossierId } of signed) {
    const undone = await undoDecision(ctx, { decisionId });
    dossiers.push({ dossierId, decisionId, cancelledAt: undone.ok ? undone.value.cancelledAt : null });
  }
  return done({ dossiers });
}
