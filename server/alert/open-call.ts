import type { Transaction } from '../../db/client';
import type { DossierRecord } from '../dossier/read-dossier';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { plannedSteps } from './ladder';
import type { PolicyInForce } from './read-in-force';
import { insertSteps } from './step-store';
import { insertCall } from './store';

/** Opens a call with its whole ladder: every rung is a row with its minute before anybody is told anything, so that no crash forgets one. */
export async function openCall(
  ctx: Context,
  tx: Transaction,
  { id, dossier, policy, dueAt }: { id: string; dossier: DossierRecord; policy: PolicyInForce; dueAt: Date },
): Promise<void> {
  const openedAt = ctx.now();
  const { laboratoryId, siteId } = dossier;
  await insertCall(tx, { id, dossierId: dossier.id, laboratoryId, siteId, openedAt, dueAt, policyVersionId: policy.versionId });
  const steps = plannedSteps(policy.content.ladder, openedAt).map((step) => ({ id: newId(), callId: id, ...step }));
  await insertSteps(tx, steps);
  for (const step of steps) await tell(tx, { name: 'call.step-due', dossierId: null, subjectId: step.id }, openedAt, step.dueAt);
}
