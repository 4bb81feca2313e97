import type { Transaction } from '../../db/client';
import { type PriorRow, priorsOfMany } from './book-store';
import { observationsOfPatients, type PriorDossier, type PriorResult, priorDossiers, priorsOf } from './store';

export type PriorObservation = PriorResult & Pick<PriorDossier, 'laboratoryId' | 'collectedAt'>;

/** Earlier results, and the instant before which there may be more that were not read; null = all were. */
export interface PriorStretch {
  rows: PriorObservation[];
  unreadBefore: Date | null;
}

/** The first look reads so many dossiers, each further one four times as many: whoever is measured each day has a thousand. */
const FIRST_LOOK = 40;

/**
 * Earlier results of one person, all laboratories of the group, newest first; never those of a dossier whose identity is not guaranteed, never tests. Read by stretches of
 * dossiers, until `codesLacking` names no code that needs older ones. Whether a result was validated is for the caller to say.
 * @param codesLacking is asked after every stretch with all that was read
 * @see GBUI V-2a, XIV-3
 */
export async function readPriorStretches(
  tx: Transaction,
  { patientIds, exceptDossierId, firstLook = FIRST_LOOK }: { patientIds: readonly string[]; exceptDossierId: string; firstLook?: number },
  codesLacking: (read: PriorStretch) => Promise<string[]>,
): Promise<PriorObservation[]> {
  const dossiers = await priorDossiers(tx, patientIds, exceptDossierId);
  // An hour that only the results know may be any: their dossiers are read first, whatever their number.
  const unknown = dossiers.filter(({ collectedAt }) => collectedAt === null).length;
  let rows: PriorObservation[] = [];
  let [from, upto] = [0, unknown + firstLook];
  let codes = await codesLacking({ rows: [], unreadBefore: dossiers[0] ? new Date(8.64e15) : null });
  while (from < dossiers.length && codes.length > 0) {
    const stretch = new Map(dossiers.slice(from, upto).map((one) => [one.id, one]));
    rows = [...rows, ...(await resultsOf(tx, stretch, codes))].sort(newestFirst);
    [from, upto] = [upto, upto + (upto - from) * 4];
    codes = await codesLacking({ rows, unreadBefore: dossiers[from]?.collectedAt ?? null });
  }
  return rows;
}

async function resultsOf(tx: Transaction, dossiers: ReadonlyMap<string, PriorDossier>, codes: readonly string[]): Promise<PriorObservation[]> {
  const found = await priorsOf(tx, [...dossiers.keys()], codes);
  return found.flatMap((row) => {
    const of = dossiers.get(row.dossierId);
    return of ? [{ ...row, laboratoryId: of.laboratoryId, collectedAt: of.collectedAt }] : [];
  });
}

/** When a result says that it was: its sampling, else its own hour, else its arrival. */
export const priorAt = (row: Pick<PriorObservation, 'collectedAt' | 'observedAt' | 'recordedAt'>): Date => row.collectedAt ?? row.observedAt ?? row.recordedAt;

function newestFirst(a: PriorObservation, b: PriorObservation): number {
  return priorAt(b).getTime() - priorAt(a).getTime() || compare(a.dossierId, b.dossierId) || compare(a.observationKey, b.observationKey);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Earlier dossiers of one person that are looked at when many are asked for. */
const DOSSIERS_OF_EACH = 30;

/** The same for many dossiers in one question, with what comparing needs of a value; whether it was validated is again for the caller to say. */
export const readPriorsOfMany = (
  tx: Transaction,
  asked: readonly { dossierId: string; patientIds: readonly string[]; codes: readonly string[] }[],
): Promise<PriorRow[]> => (asked.length === 0 ? Promise.resolve([]) : priorsOfMany(tx, asked, DOSSIERS_OF_EACH));

/** A result of another dossier with what a table of the whole history needs to know of that. */
export type HistoricObservation = Awaited<ReturnType<typeof observationsOfPatients>>[number];

/** Every result of these persons' other dossiers, by their newest versions; whether it was validated is for the caller to say. */
export const readHistoricObservations = (tx: Transaction, patientIds: readonly string[], exceptDossierId: string): Promise<HistoricObservation[]> =>
  observationsOfPatients(tx, patientIds, exceptDossierId);
