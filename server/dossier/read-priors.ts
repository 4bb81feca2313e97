import type { Transaction } from '../../db/client';
import { type PriorRow, priorsOfMany } from './book-store';
import { type ObservationRow, observationsOfPatients, priorObservations } from './store';

export type PriorObservation = ObservationRow & { accessionNumber: string; laboratoryId: string; collectedAt: Date | null };

/**
 * Earlier results of one person for these codes, all laboratories of the group, newest first; never those of a dossier
 * whose identity is not guaranteed, never tests. Whether they were validated is for the caller to say.
 * @see GBUI V-2a, XIV-3
 */
export async function readPriorObservations(tx: Transaction, patientIds: string[], codes: string[], exceptDossierId: string): Promise<PriorObservation[]> {
  const rows = await priorObservations(tx, patientIds, codes, exceptDossierId);
  return rows.sort((a, b) => instantOf(b) - instantOf(a));
}

const instantOf = (row: PriorObservation): number => (row.collectedAt ?? row.observedAt ?? row.recordedAt).getTime();

/** Earlier dossiers of one person that are looked at when many are asked for. */
const DOSSIERS_OF_EACH = 30;

/** The same for many dossiers in one question, with what comparing needs of a value; whether it was validated is again for the caller to say. */
export const readPriorsOfMany = (
  tx: Transaction,
  asked: readonly { dossierId: string; patientIds: readonly string[]; codes: readonly string[] }[],
): Promise<PriorRow[]> => (asked.length === 0 ? Promise.resolve([]) : priorsOfMany(tx, asked, DOSSIERS_OF_EACH));

/** A result of another dossier with what a table of the whole history needs to know of that. */
export type HistoricObservation = PriorObservation & { siteId: string; section: string };

/** Every result of these persons' other dossiers, by their newest versions; whether it was validated is for the caller to say. */
export const readHistoricObservations = (tx: Transaction, patientIds: readonly string[], exceptDossierId: string): Promise<HistoricObservation[]> =>
  observationsOfPatients(tx, patientIds, exceptDossierId);
