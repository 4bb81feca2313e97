import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { recordAutomatic } from '../validation/record-automatic';
import { lockWorklistFacts } from '../validation/worklist-facts';
import { type Examination, examine, type ReadHandovers } from './examine';
import { acceptedLaboratories } from './read-accepted';
import { barriersOf } from './rules';
import { lockShared } from './store';
import { wouldCall } from './would-call';

/**
 * Validates, in the name of whoever accepted it and answers for the site at this instant, what nothing keeps for a person; everything else stays as it is, without a
 * trace. Repeating it changes nothing: one decision for each revision and verdict, for ever.
 * @returns how many decisions were made
 */
export async function decideAutomatically(ctx: Context, tx: Transaction, dossierIds: readonly string[], readHandovers: ReadHandovers): Promise<number> {
  await lockShared(tx);
  // Nearly always nobody has accepted anything: then no dossier is locked.
  if (dossierIds.length === 0 || (await acceptedLaboratories(tx, ctx.now())).size === 0) return 0;
  let made = 0;
  for (const examination of await examine(ctx, tx, await lockWorklistFacts(tx, dossierIds), readHandovers)) {
    if (barriersOf(examination.examined, examination.circumstances).length === 0 && (await record(ctx, tx, examination))) made += 1;
  }
  return made;
}

async function record(ctx: Context, tx: Transaction, { facts, examined, acceptance, verdict }: Examination): Promise<boolean> {
  if (!acceptance || !verdict || verdict.ruleSetVersionId === null) return false;
  const observationIds = examined.open.map(({ id }) => id);
  if (await wouldCall(ctx, tx, facts.dossier.id, observationIds)) return false;
  return recordAutomatic(ctx, tx, {
    dossierId: facts.dossier.id,
    observationIds,
    biologist: { userId: acceptance.userId, name: acceptance.name, rppsNumber: acceptance.rppsNumber },
    marks: {
      acceptanceId: acceptance.id,
      acceptedAt: acceptance.acceptedAt.toISOString(),
      ruleSetVersionId: verdict.ruleSetVersionId,
      ruleSetTitle: acceptance.ruleSetTitle,
      ruleSetVersion: acceptance.ruleSetVersion,
      ruleCount: verdict.ruleCount,
      approvedBy: acceptance.approvedByName,
      approvedAt: acceptance.approvedAt.toISOString(),
      verdictId: verdict.id,
      verdictHash: verdict.contentHash,
      evaluatedAt: verdict.evaluatedAt.toISOString(),
      samplePercent: acceptance.samplePercent,
    },
  });
}
