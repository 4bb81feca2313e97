import type { Transaction } from '../../db/client';
import { acceptancesInForce } from './store';

/** The laboratories in which somebody's acceptance is in force at that instant. */
export async function acceptedLaboratories(tx: Transaction, at: Date): Promise<Set<string>> {
  return new Set((await acceptancesInForce(tx, at)).map(({ laboratoryId }) => laboratoryId));
}
