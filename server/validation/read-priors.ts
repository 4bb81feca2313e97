import type { Transaction } from '../../db/client';
import { readLaboratories } from '../directory/read-directory';
import { type PriorObservation, readPriorObservations } from '../dossier/read-priors';
import { displayUnit, displayValue } from '../dossier/values';
import { type PatientRecord, readLinkedPatientIds } from '../patient/read-patient';
import type { CardPrior } from './card';
import type { DossierFacts } from './project-worklist';
import { validatedAmong } from './store';

/** How many earlier values a graph shows at most. */
const PRIORS = 12;

/**
 * Earlier validated results of the same person, newest first, by code; sampled before this dossier. None when the identity
 * is not guaranteed: `absenceOfPriors` then says so.
 * @see GBUI V-2a, III-2b, XIV-3
 */
export async function readValidatedPriors(tx: Transaction, facts: DossierFacts, patient: PatientRecord): Promise<Map<string, CardPrior[]>> {
  const { dossier, observations } = facts.state;
  const priors = new Map<string, CardPrior[]>();
  if (!dossier.identityGuaranteed) return priors;
  const laboratories = new Map((await readLaboratories(tx)).map((laboratory) => [laboratory.id, laboratory.shortName]));
  const rows = await readPriorObservations(
    tx,
    await readLinkedPatientIds(tx, patient),
    [...new Set(observations.map((observation) => observation.code))],
    dossier.id,
  );
  const validated = await validatedAmong(
    tx,
    rows.map((row) => row.id),
  );
  const reference = dossier.collectedAt ?? dossier.createdAt;
  for (const row of rows) {
    const on = row.collectedAt ?? row.observedAt ?? row.recordedAt;
    if (!validated.has(row.id) || on > reference) continue;
    const list = priors.get(row.code) ?? [];
    if (list.length < PRIORS) priors.set(row.code, [...list, priorOf(row, on, laboratories.get(row.laboratoryId) ?? '')]);
  }
  return priors;
}

/** Why no earlier value is shown: never an empty area for several causes (GBUI I-2). */
export function absenceOfPriors(facts: DossierFacts): string {
  return facts.state.dossier.identityGuaranteed ? 'Premier dosage connu.' : 'Identité non garantie : antériorités non rapprochées.';
}

function priorOf(row: PriorObservation, on: Date, laboratory: string): CardPrior {
  const number = row.number === null ? null : Number(row.number);
  return {
    dossierId: row.dossierId,
    on,
    value: displayValue({ values: row.values, number }),
    number,
    comparator: row.comparator,
    unit: displayUnit(row.unit),
    method: row.method,
    laboratory,
  };
}
