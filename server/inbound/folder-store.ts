import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { watchedFile, watchedFolder } from '../../db/schema/inbound';

export type WatchedFolderRow = typeof watchedFolder.$inferSelect;
export type WatchedFileRow = typeof watchedFile.$inferSelect;

export const allFolders = (tx: Transaction): Promise<WatchedFolderRow[]> => tx.select().from(watchedFolder).orderBy(asc(watchedFolder.path));

export async function lockFolder(tx: Transaction, id: string): Promise<WatchedFolderRow | undefined> {
  const [row] = await tx.select().from(watchedFolder).where(eq(watchedFolder.id, id)).for('update');
  return row;
}

/** False when the path is already watched, by whatever laboratory. */
export async function insertFolder(
  tx: Transaction,
  row: Pick<WatchedFolderRow, 'id' | 'laboratoryId' | 'path' | 'createdAt' | 'madeByName'>,
): Promise<boolean> {
  const made = await tx.insert(watchedFolder).values(row).onConflictDoNothing().returning({ id: watchedFolder.id });
  return made.length > 0;
}

export async function setFolderActive(tx: Transaction, id: string, isActive: boolean): Promise<void> {
  await tx.update(watchedFolder).set({ isActive }).where(eq(watchedFolder.id, id));
}

export async function saveScan(tx: Transaction, id: string, lastError: string | null, lastScanAt: Date): Promise<void> {
  await tx.update(watchedFolder).set({ lastError, lastScanAt }).where(eq(watchedFolder.id, id));
}

/** The same file taken again is the same row. */
export async function saveFile(tx: Transaction, row: WatchedFileRow): Promise<void> {
  const { size, state, answers, at } = row;
  await tx
    .insert(watchedFile)
    .values(row)
    .onConflictDoUpdate({ target: [watchedFile.folderId, watchedFile.name, watchedFile.sha256], set: { size, state, answers, at } });
  await tx.update(watchedFolder).set({ lastFileAt: at }).where(eq(watchedFolder.id, row.folderId));
}

export const newestFailures = (tx: Transaction, folderIds: readonly string[], limit: number): Promise<WatchedFileRow[]> =>
  folderIds.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(watchedFile)
        .where(and(inArray(watchedFile.folderId, [...folderIds]), eq(watchedFile.state, 'failed')))
        .orderBy(desc(watchedFile.at))
        .limit(limit);
