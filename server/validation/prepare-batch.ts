import { askProof, proofMethodOf } from '../access/prove-again';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { batchFactsOf, batchIntentOf, waitingIn } from './batch-facts';
import { type BatchBar, batchBarsOf, type SeenResult } from './batch-rules';
import { type BatchInput, batchHashOf } from './open-batch';
import { readDossierFacts } from './project-worklist';
import { displayedHashOf, fingerprintOf, statementOf } from './statement';

export interface PreparedBatch {
  /** With what the person will be asked to prove herself again. */
  method: 'passkey' | 'password';
  dossiers: {
    dossierId: string;
    /** Of the statement that its decision would have; null = the dossier is not what was displayed any more. */
    fingerprint: string | null;
    /** All that waits: what it would sign. */
    observationIds: string[];
    /** What keeps it out of a batch; empty = nothing. */
    bars: BatchBar[];
  }[];
}

/** What a batch would sign of each of these dossiers, and which of them it may not; records nothing. A dossier that the asker may not see is as one that is not there. */
export async function prepareBatch(
  ctx: Context<ProfessionalActor>,
  input: { dossiers: readonly { dossierId: string; displayed: string; seen: readonly SeenResult[] }[] },
): Promise<Outcome<PreparedBatch, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const dossiers: PreparedBatch['dossiers'] = [];
    for (const { dossierId, displayed, seen } of input.dossiers) {
      const facts = await readDossierFacts(tx, dossierId);
      const patient = facts && (await readPatient(tx, facts.state.dossier.patientId));
      if (!facts || !patient || !ctx.actor.siteIds.includes(facts.state.dossier.siteId)) return refuse('not-found');
      const shown = { ...facts, patient };
      const observationIds = waitingIn(facts);
      const isSame = displayedHashOf(shown) === displayed;
      dossiers.push({
        dossierId,
        fingerprint: isSame ? fingerprintOf(statementOf(shown, batchIntentOf(observationIds, seen), ctx.actor)) : null,
        observationIds,
        bars: batchBarsOf(await batchFactsOf(ctx, tx, facts), seen),
      });
    }
    return done({ method: await proofMethodOf(tx, ctx.actor.userId), dossiers });
  });
}

/** Asks the biologist to prove herself again for exactly this batch. Records a challenge and nothing else. */
export const askBatchProof = (ctx: Context<ProfessionalActor>, input: Pick<BatchInput, 'parts'>) =>
  askProof(ctx, { act: 'batch', contentHash: batchHashOf(input) });
