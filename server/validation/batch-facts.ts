import type { Transaction } from '../../db/client';
import { readLaboratory } from '../directory/read-directory';
import { controlStateOf } from '../dossier/control-words';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { type BatchFacts, batchBarsOf, type SeenResult } from './batch-rules';
import { isCallOpen } from './batch-store';
import { holderOf } from './presence-rules';
import { presencesOn } from './presence-store';
import type { DossierFacts } from './project-worklist';
import { readPolicy, toBeSigned } from './read-policy';
import { isOpenRequest } from './request-rules';
import { requestsOf } from './request-store';
import type { DecisionRefusal } from './rules';
import { ownAmong, whySecondReader } from './second-reading-rules';
import type { SignedIntent } from './statement';

/** What a batch signs of a dossier: results that were in sight, without a word of its own. */
export const batchIntentOf = (observationIds: readonly string[], seen: readonly SeenResult[]): SignedIntent => ({
  kind: 'validate',
  observationIds,
  comment: '',
  holdReason: '',
  seen,
});

/** All that waits. */
export const waitingIn = ({ standings }: Pick<DossierFacts, 'standings'>): string[] =>
  standings.filter(({ standing }) => standing === 'awaiting').map(({ currentId }) => currentId);

/** Puts together what the policy of batches asks of a dossier, as it is in this transaction. */
export async function batchFactsOf(ctx: Context<ProfessionalActor>, tx: Transaction, facts: DossierFacts): Promise<BatchFacts> {
  const { state, standings, identity, expertise, controls } = facts;
  const { dossier, observations, specimens, documents } = state;
  const others = (await presencesOn(tx, dossier.id)).filter(({ userId }) => userId !== ctx.actor.userId);
  const laboratory = await readLaboratory(tx, dossier.laboratoryId);
  const signed = toBeSigned(facts, batchIntentOf(waitingIn(facts), []), ctx.actor);
  const standingOf = new Map(standings.map((one) => [one.currentId, one]));
  return {
    isTest: dossier.isTest,
    identityGuaranteed: dossier.identityGuaranteed,
    hasIdentityChange: identity !== null,
    hasOpenCall: await isCallOpen(tx, dossier.id),
    isOpenedElsewhere: holderOf(others, ctx.now()) !== null,
    hasOpenRequest: (await requestsOf(tx, dossier.id)).some(isOpenRequest),
    needsSecondReader: whySecondReader(signed, await readPolicy(tx, dossier.laboratoryId)).length > 0,
    hasOwnResult: ownAmong(signed) > 0,
    hasDocuments: documents.length > 0,
    hasSampleRemark: specimens.some(({ condition, notes }) => (condition ?? '') !== '' || notes.length > 0),
    verdict: expertise && {
      findings: expertise.findings.length,
      isEvaluable:
        expertise.verdict.outcome !== 'not-evaluable' && Object.values(expertise.verdict.results).every(({ outcome }) => outcome !== 'not-evaluable'),
    },
    results: observations.flatMap((row) => {
      const standing = standingOf.get(row.id);
      if (!standing) return [];
      return {
        id: row.id,
        standing: standing.standing,
        isReminded: standing.isReminded === true,
        isUnread: standing.isUnread === true,
        replacesReleased: standing.replacesId !== null,
        status: row.status,
        interpretation: row.interpretation,
        origin: row.origin,
        isExecutedElsewhere: row.performerFiness !== '' && row.performerFiness !== laboratory?.finessNumber,
        analyserFlags: row.analyserFlags.length,
        controls: [controlStateOf(row.qualityControl), ...(controls.get(row.id) ?? []).map(({ state: control }) => control)],
        isMeasuredAgain: row.valuesBefore.length > 0 || row.dilution !== '',
      };
    }),
  };
}

/**
 * Refuses a decision that is signed with others of a dossier which may not be. Asked under the lock of the dossier, in the transaction of the decision; decisions
 * that were each prepared on its own card are none of these.
 */
export async function refuseTogether(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  facts: DossierFacts,
  { seen }: Pick<SignedIntent, 'seen'>,
): Promise<DecisionRefusal | null> {
  const bars = seen ? batchBarsOf(await batchFactsOf(ctx, tx, facts), seen) : [];
  return bars.length === 0 ? null : { code: 'not-together', bars };
}
