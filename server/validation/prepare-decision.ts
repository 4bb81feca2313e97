import { readPatient } from '../patient/read-patient';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { fingerprintOf, type SignedIntent } from './fingerprint';
import { readDossierFacts } from './project-worklist';

/**
 * Answers the fingerprint of what a signature would be put under now, and nothing is recorded. The screen shows it beside
 * the button; `recordDecision` recomputes it under lock and refuses any difference.
 */
export async function prepareDecision(
  ctx: Context,
  input: SignedIntent & { dossierId: string },
): Promise<Outcome<{ fingerprint: string; revision: number }, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const facts = await readDossierFacts(tx, input.dossierId);
    const patient = facts ? await readPatient(tx, facts.state.dossier.patientId) : null;
    if (!facts || !patient) return refuse('not-found');
    return done({ fingerprint: fingerprintOf(facts.state, patient, facts.standings, input), revision: facts.state.dossier.revision });
  });
}
