import type { Transaction } from '../../db/client';
import type { ObservationRecord } from '../dossier/read-dossier';
import type { DossierFacts } from './project-worklist';
import { DEFAULT_POLICY, type DecisionPolicy, type ToBeSigned } from './second-reading-rules';
import { newestPolicy } from './second-reading-store';
import type { SignedIntent } from './statement';

/** What a laboratory wants of decisions now; where it wrote nothing, what holds for everybody. */
export async function readPolicy(tx: Transaction, laboratoryId: string): Promise<DecisionPolicy> {
  const row = await newestPolicy(tx, laboratoryId);
  if (!row) return DEFAULT_POLICY;
  return {
    readerCodes: row.readerCodes,
    readerEffect: row.readerEffect as DecisionPolicy['readerEffect'],
    ownResult: row.ownResult as DecisionPolicy['ownResult'],
  };
}

/** What is about to be signed, for the rules of four eyes. A set of rules that nobody has approved asks for nobody. */
export function toBeSigned({ state, expertise }: DossierFacts, intent: SignedIntent, signer: { name: string }): ToBeSigned {
  const chosen = new Set(intent.observationIds);
  const effectOf = ({ id }: ObservationRecord): string | null =>
    expertise?.verdict.isApproved === true ? (expertise.verdict.results[id]?.effect ?? null) : null;
  return {
    kind: intent.kind,
    isAsked: intent.secondReader === true,
    signer: signer.name,
    results: state.observations
      .filter(({ id }) => chosen.has(id))
      .map((observation) => ({ code: observation.code, responsibleObserver: observation.responsibleObserver, effect: effectOf(observation) })),
  };
}
