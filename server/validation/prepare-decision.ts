import { proofMethodOf } from '../access/prove-again';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { readDossierFacts } from './project-worklist';
import { readPolicy, toBeSigned } from './read-policy';
import { isOwnRefused, type ReadingReason, whySecondReader } from './second-reading-rules';
import { readSigningScope } from './signing-scope';
import { displayedHashOf, fingerprintOf, type SignedIntent, statementOf } from './statement';

export interface PreparedDecision {
  fingerprint: string;
  displayed: string;
  /** With what the person will be asked to prove herself again. */
  method: 'passkey' | 'password';
  /** Why another biologist will have to read it before anything leaves; empty = nobody has to. */
  secondReader: ReadingReason[];
  /** The laboratory lets nobody sign what she validated technically herself. */
  isOwnRefused: boolean;
  /** The executing laboratory whose part alone it is; null = the whole. */
  part: string | null;
  /** Executing laboratories in whose name it stands as well. */
  capacities: string[];
  /** Executing laboratories that have not validated what is chosen: refused, unless their word came another way. */
  awaited: string[];
}

/**
 * Answers the fingerprint of what a signature would be put under now, and nothing is recorded. The screen shows it beside
 * the button if `displayed` is still what its card says; `recordDecision` recomputes it under lock and refuses any difference.
 */
export async function prepareDecision(
  ctx: Context<ProfessionalActor>,
  input: SignedIntent & { dossierId: string },
): Promise<Outcome<PreparedDecision, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const facts = await readDossierFacts(tx, input.dossierId);
    const patient = facts ? await readPatient(tx, facts.state.dossier.patientId) : null;
    const may = facts && (await readSigningScope(tx, ctx, facts, input.observationIds));
    if (!facts || !patient || !may) return refuse('not-found');
    const shown = { ...facts, patient };
    const fingerprint = fingerprintOf(statementOf(shown, input, ctx.actor, may.scope));
    const { part, capacities } = may.scope;
    const policy = await readPolicy(tx, part?.laboratoryId ?? facts.state.dossier.laboratoryId);
    const signed = toBeSigned(facts, input, ctx.actor);
    return done({
      fingerprint,
      displayed: displayedHashOf(shown),
      method: await proofMethodOf(tx, ctx.actor.userId),
      // What leaves is the whole: that is what a second one reads.
      secondReader: part ? [] : whySecondReader(signed, policy),
      isOwnRefused: isOwnRefused(signed, policy),
      part: part?.name ?? null,
      capacities: input.kind === 'validate' ? capacities.map(({ name }) => name) : [],
      awaited: input.kind === 'validate' ? [...new Set(may.awaited.map(({ performerName, finessNumber }) => performerName || finessNumber))] : [],
    });
  });
}
