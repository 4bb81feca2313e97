import type { Transaction } from '../../db/client';
import { entriesOf } from './trail-store';
import type { TraceLine } from './types';

const NEWEST = 30;

/** What a person did at the doors, and what was done to the account, newest first; as far as the actor may read the trace. */
export const readEntries = (tx: Transaction, userId: string): Promise<TraceLine[]> => entriesOf(tx, userId, NEWEST);
