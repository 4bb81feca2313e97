import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { decisionBatch } from '../../db/schema/validation';
import { fingerprintsIn } from './batch-statement';

export type BatchRow = typeof decisionBatch.$inferSelect;

export async function insertBatch(tx: Transaction, row: BatchRow): Promise<void> {
  await tx.insert(decisionBatch).values(row);
}

export async function findBatchByKey(tx: Transaction, idempotencyKey: string): Promise<BatchRow | undefined> {
  const [row] = await tx.select().from(decisionBatch).where(eq(decisionBatch.idempotencyKey, idempotencyKey));
  return row;
}

/** A batch with what it names; null when there is none, or none that the actor may see. */
export async function readBatch(tx: Transaction, id: string): Promise<(BatchRow & { fingerprints: string[] }) | null> {
  const [row] = await tx.select().from(decisionBatch).where(eq(decisionBatch.id, id));
  return row ? { ...row, fingerprints: fingerprintsIn(row.statement) } : null;
}
