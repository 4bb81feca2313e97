import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { session } from '../../db/schema/access';

/** When a session began; null when there is none. */
export async function readSessionStart(tx: Transaction, sessionId: string): Promise<Date | null> {
  const [row] = await tx.select({ createdAt: session.createdAt }).from(session).where(eq(session.id, sessionId));
  return row?.createdAt ?? null;
}
