import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { keySetting } from '../../db/schema/access';

export async function keysOf(tx: Transaction, userId: string): Promise<Record<string, string>> {
  const [row] = await tx.select().from(keySetting).where(eq(keySetting.userId, userId));
  return row?.keys ?? {};
}

export async function keepKeys(tx: Transaction, row: typeof keySetting.$inferSelect): Promise<void> {
  const { userId: _person, ...fields } = row;
  await tx.insert(keySetting).values(row).onConflictDoUpdate({ target: keySetting.userId, set: fields });
}
