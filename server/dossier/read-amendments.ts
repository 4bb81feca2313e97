import type { Transaction } from '../../db/client';
import { type AmendmentRow, openAmendments, settleAmendments } from './amendment-store';

export type IdentityAmendment = AmendmentRow;

/** Changes of identity of a dossier that no decision has settled, oldest first. */
export const readOpenAmendments = (tx: Transaction, dossierId: string): Promise<IdentityAmendment[]> => openAmendments(tx, dossierId);

/** Notes that a decision, taken with the new identity before the eyes, has settled what was open. */
export const settleIdentity = (tx: Transaction, dossierId: string, decisionId: string, at: Date): Promise<void> =>
  settleAmendments(tx, dossierId, decisionId, at);
