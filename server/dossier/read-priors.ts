import type { Transaction } from '../../db/client';
import { type ObservationRow, priorObservations } from './store';

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
