import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { lockDossierState } from '../dossier/read-dossier';
import { settleIdentity } from '../dossier/settle-identity';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { factsOf, projectWorklist } from './project-worklist';
import { type DecisionRow, deactivateFor, lockDecision, observationIdsOf, updateDecision } from './store';

/**
 * Gives a signed decision its effect once its time to undo is over: from here on it is told to the report and to the LIS,
 * exactly once. Undone, not yet due or already settled: nothing happens. A result that was corrected after the signature is
 * taken out of it and waits again; a signature that has nothing left is cancelled, with its trace.
 * @see GBUI VIII-3d; decisions.md « Undo »
 */
export async function settleDecision(ctx: Context, tx: Transaction, decisionId: string): Promise<void> {
  const decision = await lockDecision(tx, decisionId);
  if (!decision || decision.state !== 'pending' || decision.effectiveAt > ctx.now()) return;
  const signed = await observationIdsOf(tx, decisionId);
  const corrected = await correctedSince(tx, decision, signed);
  await deactivateFor(tx, decisionId, corrected);
  if (corrected.length === signed.length) await cancel(ctx, tx, decision);
  else await giveEffect(ctx, tx, decision, corrected.length);
  await projectWorklist(ctx, tx, decision.dossierId);
}

async function giveEffect(ctx: Context, tx: Transaction, decision: DecisionRow, corrected: number): Promise<void> {
  await updateDecision(tx, decision.id, { state: 'effective', settledAt: ctx.now() });
  if (decision.kind === 'validate') await settleIdentity(tx, decision, ctx.now());
  await append(tx, ctx, { action: 'validation.settle', dossierId: decision.dossierId, subjectId: decision.id, detail: { corrected } });
  await tell(tx, { name: 'validation.decided', dossierId: decision.dossierId, subjectId: decision.id }, ctx.now());
}

async function cancel(ctx: Context, tx: Transaction, decision: DecisionRow): Promise<void> {
  await updateDecision(tx, decision.id, { state: 'cancelled', cancelledAt: ctx.now() });
  await append(tx, ctx, {
    action: 'validation.settle',
    outcome: 'refused',
    dossierId: decision.dossierId,
    subjectId: decision.id,
    detail: { code: 'corrected-meanwhile' },
  });
}

/** Signed versions that are not what the laboratory says any more. */
async function correctedSince(tx: Transaction, decision: DecisionRow, signed: readonly string[]): Promise<string[]> {
  const state = await lockDossierState(tx, decision.dossierId);
  if (!state) return [];
  const { history, standings } = await factsOf(tx, state);
  const stillCovered = new Set(standings.filter((standing) => standing.decisionId === decision.id).map((standing) => standing.observationKey));
  const keys = new Map(history.map((version) => [version.id, version.observationKey]));
  return signed.filter((id) => !stillCovered.has(keys.get(id) ?? ''));
}
