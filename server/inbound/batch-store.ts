import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { inboundBatch, inboundMessage } from '../../db/schema/inbound';

/** Whether a message of this number and one of these bytes was kept under the link. */
export async function isKept(tx: Transaction, profileId: string, controlId: string, bytesHashes: string[]): Promise<boolean> {
  const rows = await tx
    .select({ id: inboundMessage.id })
    .from(inboundMessage)
    .where(and(eq(inboundMessage.profileId, profileId), eq(inboundMessage.controlId, controlId), inArray(inboundMessage.bytesHash, bytesHashes)))
    .limit(1);
  return rows.length > 0;
}

/** False when the same batch was counted before. */
export async function insertBatch(tx: Transaction, row: typeof inboundBatch.$inferInsert): Promise<boolean> {
  const rows = await tx.insert(inboundBatch).values(row).onConflictDoNothing().returning({ id: inboundBatch.id });
  return rows.length > 0;
}
