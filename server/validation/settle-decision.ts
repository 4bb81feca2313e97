import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { projectWorklist } from './project-worklist';
import { lockDecision, updateDecision } from './store';

/**
 * Gives a signed decision its effect once its time to undo is over: from here on it is told to the report and to the LIS,
 * exactly once. Undone, not yet due or already settled: nothing happens.
 */
export async function settleDecision(ctx: Context, tx: Transaction, decisionId: string): Promise<void> {
  const decision = await lockDecision(tx, decisionId);
  if (!decision || decision.state !== 'pending' || decision.effectiveAt > ctx.now()) return;
  await updateDecision(tx, decisionId, { state: 'effective', settledAt: ctx.now() });
  await append(tx, ctx, { action: 'validation.settle', dossierId: decision.dossierId, subjectId: decisionId });
  await tell(tx, { name: 'validation.decided', dossierId: decision.dossierId, subjectId: decisionId }, ctx.now());
  await projectWorklist(ctx, tx, decision.dossierId);
}
