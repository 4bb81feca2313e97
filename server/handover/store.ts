import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { handover, handoverSite } from '../../db/schema/handover';

export type HandoverRow = typeof handover.$inferSelect;
/** Without the items, which may be many thousands. */
export type HandoverLine = Omit<HandoverRow, 'items' | 'acceptedItems' | 'remarks' | 'itemsHash' | 'acceptedHash'> & { count: number };

const line = {
  id: handover.id,
  mode: handover.mode,
  fromUserId: handover.fromUserId,
  fromName: handover.fromName,
  toUserId: handover.toUserId,
  toName: handover.toName,
  siteIds: handover.siteIds,
  offeredAt: handover.offeredAt,
  note: handover.note,
  state: handover.state,
  answeredAt: handover.answeredAt,
  answeredByName: handover.answeredByName,
  reason: handover.reason,
  count: sql<number>`jsonb_array_length(coalesce(${handover.acceptedItems}, ${handover.items}))`.mapWith(Number),
};

export async function insertHandover(tx: Transaction, row: HandoverRow): Promise<void> {
  await tx.insert(handover).values(row);
  await tx.insert(handoverSite).values(row.siteIds.map((siteId) => ({ handoverId: row.id, siteId, isOpen: row.state === 'open' })));
}

export async function findHandover(tx: Transaction, id: string): Promise<HandoverRow | undefined> {
  const [row] = await tx.select().from(handover).where(eq(handover.id, id));
  return row;
}

/** Every offer that waits, as far as the actor sees them. */
export const openHandovers = (tx: Transaction): Promise<HandoverLine[]> =>
  tx.select(line).from(handover).where(eq(handover.state, 'open')).orderBy(desc(handover.offeredAt));

export const pastHandovers = (tx: Transaction, limit: number): Promise<HandoverLine[]> =>
  tx.select(line).from(handover).where(ne(handover.state, 'open')).orderBy(desc(handover.offeredAt)).limit(limit);

/** The open offers that are about one of these sites. */
export async function openFor(tx: Transaction, siteIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: handoverSite.handoverId })
    .from(handoverSite)
    .where(and(inArray(handoverSite.siteId, [...siteIds]), eq(handoverSite.isOpen, true)));
  return rows.map(({ id }) => id);
}

export async function closeHandover(
  tx: Transaction,
  id: string,
  fields: Pick<HandoverRow, 'state' | 'answeredAt' | 'answeredByName'> & Partial<Pick<HandoverRow, 'reason' | 'acceptedItems' | 'acceptedHash'>>,
): Promise<void> {
  await tx.update(handoverSite).set({ isOpen: false }).where(eq(handoverSite.handoverId, id));
  await tx
    .update(handover)
    .set(fields)
    .where(and(eq(handover.id, id), eq(handover.state, 'open')));
}
