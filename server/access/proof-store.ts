import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { stepUpProof } from '../../db/schema/access';

export type ProofRow = typeof stepUpProof.$inferSelect;

export async function insertStepUpProof(tx: Transaction, row: typeof stepUpProof.$inferInsert): Promise<void> {
  await tx.insert(stepUpProof).values(row);
}

export async function findProof(tx: Transaction, id: string): Promise<ProofRow | undefined> {
  return (await tx.select().from(stepUpProof).where(eq(stepUpProof.id, id)))[0];
}

interface SameAssertion {
  userId: string;
  sessionId: string;
  act: string;
  contentHash: string;
  authenticatorData: string;
  clientDataJSON: string;
  signature: string;
}

/** The proof that this very assertion was stored as, byte for byte. */
export async function findSameAssertion(tx: Transaction, same: SameAssertion): Promise<ProofRow | undefined> {
  const [row] = await tx
    .select()
    .from(stepUpProof)
    .where(
      and(
        eq(stepUpProof.userId, same.userId),
        eq(stepUpProof.sessionId, same.sessionId),
        eq(stepUpProof.act, same.act),
        eq(stepUpProof.contentHash, same.contentHash),
        eq(stepUpProof.authenticatorData, same.authenticatorData),
        eq(stepUpProof.clientDataJson, same.clientDataJSON),
        eq(stepUpProof.signature, same.signature),
      ),
    );
  return row;
}
