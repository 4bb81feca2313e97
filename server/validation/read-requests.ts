import type { Transaction } from '../../db/client';
import { findRequest, openRequestsOf, type RequestRow } from './request-store';

export type LisRequestRecord = RequestRow;

/** Null when there is none, or none that the actor may see. */
export const readRequest = async (tx: Transaction, id: string): Promise<LisRequestRecord | null> => (await findRequest(tx, id)) ?? null;

/** What the laboratory still owes an answer to. */
export const readOpenRequests = (tx: Transaction, dossierId: string): Promise<LisRequestRecord[]> => openRequestsOf(tx, dossierId);

export { isWhollyAnswered } from './request-rules';
