import type { Transaction } from '../../db/client';
import { settleAmendments } from './amendment-store';

/**
 * Notes that a decision, signed with the new identity before the eyes, has settled the changes of identity that were made before it.
 * Answers how many they were.
 */
export const settleIdentity = (tx: Transaction, decision: { id: string; dossierId: string; signedAt: Date }, at: Date): Promise<number> =>
  settleAmendments(tx, decision, at);
