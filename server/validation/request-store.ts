import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { lisRequest } from '../../db/schema/validation';

export type RequestRow = typeof lisRequest.$inferSelect;

const isOpen = inArray(lisRequest.state, ['asked', 'acknowledged']);

export async function insertRequest(tx: Transaction, row: RequestRow): Promise<void> {
  await tx.insert(lisRequest).values(row);
}

export async function findRequest(tx: Transaction, id: string): Promise<RequestRow | undefined> {
  const [row] = await tx.select().from(lisRequest).where(eq(lisRequest.id, id));
  return row;
}

export async function findRequestByKey(tx: Transaction, key: string): Promise<RequestRow | undefined> {
  const [row] = await tx.select().from(lisRequest).where(eq(lisRequest.idempotencyKey, key));
  return row;
}

/** Every request of a dossier, oldest first. */
export async function requestsOf(tx: Transaction, dossierId: string): Promise<RequestRow[]> {
  return tx.select().from(lisRequest).where(eq(lisRequest.dossierId, dossierId)).orderBy(asc(lisRequest.requestedAt), asc(lisRequest.id));
}

/** Every request of these dossiers, oldest first. */
export const requestsOfMany = (tx: Transaction, dossierIds: readonly string[]): Promise<RequestRow[]> =>
  tx.select().from(lisRequest).where(isAmong(lisRequest.dossierId, dossierIds)).orderBy(asc(lisRequest.requestedAt), asc(lisRequest.id));

/** Changes the fate of a request that is still open; false when somebody or something was faster. */
export async function moveRequest(
  tx: Transaction,
  id: string,
  from: readonly string[],
  fields: Partial<Pick<RequestRow, 'state' | 'sentAt' | 'answeredAt' | 'cancelledAt' | 'cancelledByName' | 'refusalCode' | 'refusalText'>>,
): Promise<boolean> {
  const moved = await tx
    .update(lisRequest)
    .set(fields)
    .where(and(eq(lisRequest.id, id), inArray(lisRequest.state, [...from])))
    .returning({ id: lisRequest.id });
  return moved.length > 0;
}

export async function openRequestsOf(tx: Transaction, dossierId: string): Promise<RequestRow[]> {
  return tx
    .select()
    .from(lisRequest)
    .where(and(eq(lisRequest.dossierId, dossierId), isOpen));
}

export async function requestedAmong(tx: Transaction, dossierIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ dossierId: lisRequest.dossierId })
    .from(lisRequest)
    .where(and(isAmong(lisRequest.dossierId, dossierIds), isOpen));
  return rows.map(({ dossierId }) => dossierId);
}

/** Open requests that took effect before that instant, oldest first. */
export async function openRequestsBefore(tx: Transaction, before: Date): Promise<(RequestRow & { accessionNumber: string })[]> {
  const rows = await tx
    .select({ row: lisRequest, accessionNumber: sql<string>`(select accession_number from dossier d where d.id = lis_request.dossier_id)` })
    .from(lisRequest)
    .where(and(isOpen, lt(lisRequest.effectiveAt, before)))
    .orderBy(asc(lisRequest.effectiveAt))
    .limit(500);
  return rows.map(({ row, accessionNumber }) => ({ ...row, accessionNumber }));
}
