import { and, desc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { offlineIntent, offlinePack, offlinePackItem } from '../../db/schema/pack';
import type { PackEnd } from './rules';

export type PackRow = typeof offlinePack.$inferSelect;
export type IntentRow = typeof offlineIntent.$inferSelect;

export async function insertPack(tx: Transaction, row: typeof offlinePack.$inferInsert): Promise<void> {
  await tx.insert(offlinePack).values(row);
}

/** Held until the transaction ends: of two signs of life at once, or one and an end, the later sees the earlier. */
export async function lockPack(tx: Transaction, id: string): Promise<PackRow | undefined> {
  const [row] = await tx.select().from(offlinePack).where(eq(offlinePack.id, id)).for('update');
  return row;
}

export async function findPack(tx: Transaction, id: string): Promise<PackRow | undefined> {
  const [row] = await tx.select().from(offlinePack).where(eq(offlinePack.id, id));
  return row;
}

export const openPacksOf = (tx: Transaction, userId: string): Promise<PackRow[]> =>
  tx
    .select()
    .from(offlinePack)
    .where(and(eq(offlinePack.userId, userId), isNull(offlinePack.endedAt)))
    .for('update');

type Kept = Partial<Pick<PackRow, 'sessionId' | 'terminalId' | 'reopens' | 'siteIds' | 'lastContactAt' | 'expiresAt'>>;
export async function keepPack(tx: Transaction, id: string, fields: Kept): Promise<void> {
  await tx.update(offlinePack).set(fields).where(eq(offlinePack.id, id));
}

/** Ends it once, whoever is first; answers whether this was it. */
export async function endPackRow(tx: Transaction, id: string, end: { at: Date; why: PackEnd; by: string | null }): Promise<boolean> {
  const ended = await tx
    .update(offlinePack)
    .set({ endedAt: end.at, endedWhy: end.why, ...(end.by === null ? {} : { endedBy: end.by }) })
    .where(and(eq(offlinePack.id, id), isNull(offlinePack.endedAt)))
    .returning({ id: offlinePack.id });
  return ended.length > 0;
}

export const pastPacks = (tx: Transaction, now: Date): Promise<PackRow[]> =>
  tx
    .select()
    .from(offlinePack)
    .where(and(isNull(offlinePack.endedAt), lte(offlinePack.expiresAt, now)));

export async function insertItem(tx: Transaction, row: typeof offlinePackItem.$inferInsert): Promise<void> {
  await tx.insert(offlinePackItem).values(row).onConflictDoNothing();
}

/** Whether a dossier left with this pack exactly as this. */
export async function wasPacked(tx: Transaction, { packId, dossierId, displayed }: { packId: string; dossierId: string; displayed: string }): Promise<boolean> {
  const rows = await tx
    .select({ at: offlinePackItem.packedAt })
    .from(offlinePackItem)
    .where(and(eq(offlinePackItem.packId, packId), eq(offlinePackItem.dossierId, dossierId), eq(offlinePackItem.displayed, displayed)));
  return rows.length > 0;
}

/** The dossiers that left with each of these packs. */
export async function dossiersOfPacks(tx: Transaction, packIds: readonly string[]): Promise<{ packId: string; dossierId: string }[]> {
  if (packIds.length === 0) return [];
  return tx
    .selectDistinct({ packId: offlinePackItem.packId, dossierId: offlinePackItem.dossierId })
    .from(offlinePackItem)
    .where(inArray(offlinePackItem.packId, [...packIds]));
}

export const packsSince = (tx: Transaction, since: Date, limit: number): Promise<PackRow[]> =>
  tx.select().from(offlinePack).where(gt(offlinePack.madeAt, since)).orderBy(desc(offlinePack.madeAt)).limit(limit);

export const intentsAmong = (tx: Transaction, ids: readonly string[]): Promise<IntentRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(offlineIntent)
        .where(inArray(offlineIntent.id, [...ids]));

export async function insertIntent(tx: Transaction, row: typeof offlineIntent.$inferInsert): Promise<void> {
  await tx.insert(offlineIntent).values(row);
}

/** Whoever sends the same intent at the same time waits here for the first. */
export async function holdIntent(tx: Transaction, id: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 45))`);
}
