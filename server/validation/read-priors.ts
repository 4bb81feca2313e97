import type { Transaction } from '../../db/client';
import { readLocalReadings } from '../catalogue/read-local-readings';
import { readLaboratories } from '../directory/read-directory';
import type { ObservationRecord } from '../dossier/read-dossier';
import { type PriorObservation, priorAt, readPriorStretches } from '../dossier/read-priors';
import { readLaboratoriesOfPatients } from '../dossier/read-same-day';
import { displayUnit, displayValue } from '../dossier/values';
import { type PatientRecord, readLinkedPatientIds } from '../patient/read-patient';
import type { CardPrior } from './card-result';
import type { DossierFacts } from './project-worklist';
import { muteLaboratories, validatedAmong } from './store';

/** A laboratory whose link is silent, and since when. */
export interface MuteLink {
  laboratory: string;
  since: Date;
}

/**
 * Links that are silent now, of every laboratory where this person may have been measured: those that share the patient base, and those that have a dossier of hers.
 * @see GBUI I-2
 */
export async function readMuteLinks(
  tx: Transaction,
  dossier: { laboratoryId: string; legalEntityId: string },
  patientIds: readonly string[],
): Promise<MuteLink[]> {
  const silent = await muteLaboratories(tx);
  if (silent.length === 0) return [];
  const known = new Set(await readLaboratoriesOfPatients(tx, patientIds));
  const laboratories = new Map((await readLaboratories(tx)).map((laboratory) => [laboratory.id, laboratory]));
  return silent.flatMap(({ laboratoryId, since }) => {
    const laboratory = laboratories.get(laboratoryId);
    const isAsked = laboratory && (laboratory.legalEntityId === dossier.legalEntityId || known.has(laboratoryId));
    return isAsked ? [{ laboratory: laboratory.shortName, since }] : [];
  });
}

/** How many earlier values a graph shows at most. */
const PRIORS = 12;

/**
 * Earlier validated results of the same person for each result, newest first, by the result's id; sampled before this dossier. None when the identity
 * is not guaranteed, none of or for what a référent set apart, and a local code only within its own laboratory: `absenceOfPriors` then says why.
 * @see GBUI V-2a, III-2b, XIV-3
 */
export async function readValidatedPriors(tx: Transaction, facts: DossierFacts, patient: PatientRecord, firstLook?: number): Promise<Map<string, CardPrior[]>> {
  const { dossier, observations } = facts.state;
  const priors = new Map<string, CardPrior[]>();
  if (!dossier.identityGuaranteed) return priors;
  const laboratories = new Map((await readLaboratories(tx)).map((laboratory) => [laboratory.id, laboratory.shortName]));
  const reference = dossier.collectedAt ?? dossier.createdAt;
  const found = await findPriors(tx, facts, { patientIds: await readLinkedPatientIds(tx, patient), reference, firstLook });
  for (const observation of observations) {
    if (found.isApart(observation)) {
      priors.set(observation.id, []);
      continue;
    }
    const list = found.of(observation);
    if (list.length > 0)
      priors.set(
        observation.id,
        list.map((row) => priorOf(row, priorAt(row), laboratories.get(row.laboratoryId) ?? '')),
      );
  }
  return priors;
}

/** Reads no further back than needed: of every result the newest twelve that count, and nothing that could come between them left unread. */
async function findPriors(
  tx: Transaction,
  { state: { dossier, observations } }: DossierFacts,
  { patientIds, reference, firstLook }: { patientIds: readonly string[]; reference: Date; firstLook: number | undefined },
) {
  const isValid = validity(tx);
  let readings = await readLocalReadings(tx, [dossier.laboratoryId], observations);
  const isApart = (observation: ObservationRecord) => readings.isApart({ ...observation, laboratoryId: dossier.laboratoryId });
  const found = new Map<string, PriorObservation[]>();
  await readPriorStretches(tx, { patientIds, exceptDossierId: dossier.id, ...(firstLook ? { firstLook } : {}) }, async ({ rows, unreadBefore }) => {
    if (rows.length > 0) readings = await readLocalReadings(tx, [dossier.laboratoryId, ...rows.map((row) => row.laboratoryId)], [...observations, ...rows]);
    const comparable = rows.filter((row) => !readings.isApart(row) && priorAt(row) <= reference);
    const compared = observations.filter((own) => !isApart(own));
    const candidates = new Map(
      compared.map((own) => [
        own.id,
        comparable.filter((row) => row.code === own.code && (own.codeSystem === 'LN' ? row.codeSystem === 'LN' : row.laboratoryId === dossier.laboratoryId)),
      ]),
    );
    await isValid.askUntil(PRIORS, [...candidates.values()]);
    for (const [id, list] of candidates) found.set(id, isValid.firstOf(PRIORS, list));
    if (unreadBefore === null) return [];
    const lacking = compared.filter(({ id }) => (found.get(id) ?? []).filter((row) => priorAt(row) > unreadBefore).length < PRIORS);
    return [...new Set(lacking.map(({ code }) => code))];
  });
  return { isApart, of: (own: ObservationRecord) => found.get(own.id) ?? [] };
}

/** Which results were validated, asked of no more of them than are needed: nearly all earlier ones were, so that of thousands the first dozen of each analysis tell. */
function validity(tx: Transaction) {
  const [asked, validated] = [new Set<string>(), new Set<string>()];
  const firstOf = (count: number, list: readonly PriorObservation[]) => list.filter(({ id }) => validated.has(id)).slice(0, count);
  /** What could still be among the first so many that were validated. */
  function openIn(count: number, list: readonly PriorObservation[]): PriorObservation[] {
    const open: PriorObservation[] = [];
    let sure = 0;
    for (const row of list) {
      if (sure === count) break;
      if (validated.has(row.id)) sure += 1;
      else if (!asked.has(row.id)) open.push(row);
    }
    return open;
  }
  /** Until the first so many of every list are known; the lists are in the order of what is wanted first. */
  async function askUntil(count: number, lists: readonly (readonly PriorObservation[])[]): Promise<void> {
    for (let more = count; ; more *= 2) {
      const ids = [...new Set(lists.flatMap((list) => openIn(count, list).slice(0, more)).map(({ id }) => id))];
      if (ids.length === 0) return;
      for (const id of ids) asked.add(id);
      for (const id of await validatedAmong(tx, ids)) validated.add(id);
    }
  }
  return { askUntil, firstOf };
}

/**
 * Why no earlier value is shown: never an empty area for several causes (GBUI I-2).
 * @param own what was found for the result; an empty list, and not nothing, where it was set apart
 */
export function absenceOfPriors(
  facts: DossierFacts,
  own: readonly CardPrior[] | undefined,
  mute: readonly MuteLink[],
  unshared: readonly string[] = [],
): string {
  if (!facts.state.dossier.identityGuaranteed) return 'Identité non garantie : antériorités non rapprochées.';
  if (own) return 'Unité gardée à part : comparée avec rien.';
  // What a silent laboratory may have measured is not known: then nobody can say that this is the first.
  const unread = [...unsharedWords(unshared), ...mute.map(({ laboratory, since }) => `${laboratory} muet depuis ${sinceWords(since)} : non consulté.`)];
  return unread.length === 0 ? 'Premier dosage connu.' : unread.join(' ');
}

/** Where the bases are separate nobody can say either that it is the first. @see GBUI XIV-3 */
const unsharedWords = (names: readonly string[]): string[] => names.map((name) => `Résultats de ${name} non consultés : pas de convention.`);

const HOUR = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', day: '2-digit', month: '2-digit' });

/** « 02:41 », with its day: a silence may be older than a night. */
const sinceWords = (since: Date): string => `${HOUR.format(since)} le ${DAY.format(since)}`;

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
