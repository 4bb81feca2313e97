import { readPatient } from '../patient/read-patient';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { displayedHashOf, fingerprintOf, type SignedIntent } from './fingerprint';
import { readDossierFacts } from './project-worklist';

/**
 * Answers the fingerprint of what a signature would be put under now, and nothing is recorded. The screen shows it beside
 * the button if `displayed` is still what its card says; `recordDecision` recomputes it under lock and refuses any difference.
 */
export async function prepareDecision(
  ctx: Context,
  input: SignedIntent & { dossierId: string },
): Promise<Outcome<{ fingerprint: string; displayed: string }, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const facts = await readDossierFacts(tx, input.dossierId);
    const patient = facts ? await readPatient(tx, facts.state.dossier.patientId) : null;
    if (!facts || !patient) return refuse('not-found');
    const { state, standings } = facts;
    return done({ fingerprint: fingerprintOf(state, patient, standings, input), displayed: displayedHashOf(state, patient, standings) });
  });
}
