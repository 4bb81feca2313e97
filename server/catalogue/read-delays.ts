import type { Transaction } from '../../db/client';
import { standingDelays } from './delay-store';

export interface UrgentDelays {
  /** Minutes from sampling to validated result when urgent; null = that laboratory has none for this examination. */
  of(laboratoryId: string, loincCode: string): number | null;
}

/** The urgent delays of these laboratories: what each set for itself, and what the catalogue proposes where it has set nothing. */
export async function readUrgentDelays(tx: Transaction, laboratoryIds: readonly string[], loincCodes: readonly string[]): Promise<UrgentDelays> {
  const rows = await standingDelays(tx, [...new Set(laboratoryIds)], [...new Set(loincCodes)]);
  const delays = new Map(rows.map((row) => [`${row.laboratoryId} ${row.loincCode}`, row.minutes]));
  return { of: (laboratoryId, loincCode) => delays.get(`${laboratoryId} ${loincCode}`) ?? null };
}
