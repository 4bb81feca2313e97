import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { stepUpProof } from '../../db/schema/access';

export type ProofRow = typeof stepUpProof.$inferSelect;

export async function insertStepUpProof(tx: Transaction, row: typeof stepUpProof.$inferInsert): Promise<void> {
  await tx.insert(stepUpProof).values(row);
}

export async function findProof(tx: Transaction, id: string): Promise<ProofRow | undefined> {
  return (await tx.select().from(stepUpProof).where(eq(stepUpProof.id, id)))[0];
}
