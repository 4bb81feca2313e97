import type { Transaction } from '../../db/client';
import { judgeValues } from '../alert/judge-values';
import { readPolicyInForce } from '../alert/read-in-force';
import type { Context } from '../platform/context';
import { readDossierFacts } from '../validation/read-decisions';

/** Whether the policy of calls in force asks for somebody to be told of one of these results, also where the LIS flags nothing: such a dossier is never validated without being read. */
export async function wouldCall(ctx: Context, tx: Transaction, dossierId: string, observationIds: readonly string[]): Promise<boolean> {
  const facts = await readDossierFacts(tx, dossierId);
  if (!facts) return true;
  const policy = await readPolicyInForce(tx, facts.state.dossier.laboratoryId, ctx.now());
  const results = facts.state.observations.filter(({ id }) => observationIds.includes(id));
  return (await judgeValues(ctx, tx, facts, results, policy)).length > 0;
}
