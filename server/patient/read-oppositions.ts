import type { Transaction } from '../../db/client';
import { oppositionsOf } from './opposition-store';
import type { OppositionSubject } from './types';

/** What the patient opposes now: no notice, or nothing published on line at all. */
export async function readOppositions(tx: Transaction, patientId: string): Promise<OppositionSubject[]> {
  return (await oppositionsOf(tx, patientId)).filter((row) => row.endedAt === null).map((row) => row.subject);
}
