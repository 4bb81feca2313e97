import type { Transaction } from '../../db/client';
import { findRequest, openRequestsOf, type RequestRow, requestedAmong } from './request-store';

export type LisRequestRecord = RequestRow;

/** Null when there is none, or none that the actor may see. */
export const readRequest = async (tx: Transaction, id: string): Promise<LisRequestRecord | null> => (await findRequest(tx, id)) ?? null;

/** What the laboratory still owes an answer to. */
export const readOpenRequests = (tx: Transaction, dossierId: string): Promise<LisRequestRecord[]> => openRequestsOf(tx, dossierId);

/** Which of these dossiers wait for the answer to a request. */
export const readRequestedAmong = (tx: Transaction, dossierIds: readonly string[]): Promise<string[]> => requestedAmong(tx, dossierIds);

export { isWhollyAnswered } from './request-rules';
