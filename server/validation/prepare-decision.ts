import { proofMethodOf } from '../access/prove-again';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { readDossierFacts } from './project-worklist';
import { readPolicy, toBeSigned } from './read-policy';
import { isOwnRefused, type ReadingReason, whySecondReader } from './second-reading-rules';
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
    if (!facts || !patient || !ctx.actor.siteIds.includes(facts.state.dossier.siteId)) return refuse('not-found');
    const shown = { ...facts, patient };
    const fingerprint = fingerprintOf(statementOf(shown, input, ctx.actor));
    const policy = await readPolicy(tx, facts.state.dossier.laboratoryId);
    const signed = toBeSigned(facts, input, ctx.actor);
    return done({
      fingerprint,
      displayed: displayedHashOf(shown),
      method: await proofMethodOf(tx, ctx.actor.userId),
      secondReader: whySecondReader(signed, policy),
      isOwnRefused: isOwnRefused(signed, policy),
    });
  });
}
