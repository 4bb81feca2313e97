import { fillPhrase, type PhraseVariable } from '../catalogue/phrase-rules';
import { readPhrase } from '../catalogue/read-phrases';
import { readLaboratory, readWard } from '../directory/read-directory';
import { displayRange, displayUnit, displayValue } from '../dossier/values';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { localIso } from '../platform/local-time';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { readDossierFacts } from './project-worklist';
import { readValidatedPriors } from './read-priors';

export interface FilledPhrase {
  phraseId: string;
  version: number;
  text: string;
}

/** Fills a phrase of the laboratory's library in from the dossier, for one of its results or for the whole; refused, and named, where a variable has no value. */
export async function fillPhraseOf(
  ctx: Context<ProfessionalActor>,
  input: { dossierId: string; phraseId: string; observationId: string | null },
): Promise<Outcome<FilledPhrase, Refusal<'not-found' | 'phrase-lacks-value'>>> {
  return ctx.transaction(async (tx) => {
    const facts = await readDossierFacts(tx, input.dossierId);
    const patient = facts ? await readPatient(tx, facts.state.dossier.patientId) : null;
    if (!facts || !patient || !ctx.actor.siteIds.includes(facts.state.dossier.siteId)) return refuse('not-found');
    const { dossier, observations } = facts.state;
    const phrase = await readPhrase(tx, dossier.laboratoryId, input.phraseId);
    const observation = observations.find(({ id }) => id === input.observationId);
    if (!phrase || (input.observationId !== null && !observation)) return refuse('not-found');
    const laboratory = await readLaboratory(tx, dossier.laboratoryId);
    const ward = dossier.wardId ? await readWard(tx, dossier.wardId) : null;
    const day = (at: Date | null): string =>
      at
        ? localIso(at, laboratory?.timeZone ?? 'Europe/Paris')
            .slice(0, 10)
            .split('-')
            .reverse()
            .join('/')
        : '';
    const [prior] = observation ? ((await readValidatedPriors(tx, facts, patient)).get(observation.id) ?? []) : [];
    const values: Partial<Record<PhraseVariable, string>> = {
      examen: observation?.label ?? '',
      valeur: observation ? displayValue({ values: observation.values, number: observation.number === null ? null : Number(observation.number) }) : '',
      unité: observation ? displayUnit(observation.unit) : '',
      référence: observation ? displayRange(observation.referenceRange) : '',
      antériorité: prior ? `${prior.value} ${prior.unit}`.trim() : '',
      'date antériorité': day(prior?.on ?? null),
      date: day(dossier.collectedAt),
      service: ward?.name ?? dossier.wardCode,
      prescripteur: dossier.prescriberName,
      laboratoire: laboratory?.name ?? '',
    };
    const filled = fillPhrase(phrase.text, values);
    if ('lacks' in filled) return refuse('phrase-lacks-value', { variable: filled.lacks });
    return done({ phraseId: input.phraseId, version: phrase.version, text: filled.text });
  });
}
