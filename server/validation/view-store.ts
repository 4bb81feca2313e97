import { and, asc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { worklistView } from '../../db/schema/validation';

export type ViewRow = typeof worklistView.$inferSelect;

/** The views of a person, in her order. */
export const viewsOf = (tx: Transaction, userId: string): Promise<ViewRow[]> =>
  tx.select().from(worklistView).where(eq(worklistView.userId, userId)).orderBy(asc(worklistView.position), asc(worklistView.id));

/** Everything that changes the views of one person comes one after the other. */
export async function lockViews(tx: Transaction, userId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`views:${userId}`}, 42))`);
}

export async function noDefault(tx: Transaction, userId: string): Promise<void> {
  await tx
    .update(worklistView)
    .set({ isDefault: false })
    .where(and(eq(worklistView.userId, userId), eq(worklistView.isDefault, true)));
}

export async function saveView(tx: Transaction, row: ViewRow): Promise<void> {
  const { id: _id, userId: _owner, ...fields } = row;
  await tx.insert(worklistView).values(row).onConflictDoUpdate({ target: worklistView.id, set: fields });
}

export async function moveView(tx: Transaction, id: string, position: number): Promise<void> {
  await tx.update(worklistView).set({ position }).where(eq(worklistView.id, id));
}

/** Answers whether there was one. */
export async function deleteView(tx: Transaction, userId: string, id: string): Promise<boolean> {
  const gone = await tx
    .delete(worklistView)
    .where(and(eq(worklistView.id, id), eq(worklistView.userId, userId)))
    .returning({ id: worklistView.id });
  return gone.length > 0;
}
