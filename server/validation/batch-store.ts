import { and, asc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { decisionBatch, decisionBatchMember, validationDecision, worklistEntry } from '../../db/schema/validation';
import { fingerprintsIn } from './batch-statement';
import type { DecisionRow } from './store';

export type BatchRow = typeof decisionBatch.$inferSelect;
export type BatchMemberRow = typeof decisionBatchMember.$inferSelect;

/** Answers false when there is one already of that press, or under that proof: whoever presses twice opens one. */
export async function insertBatch(tx: Transaction, row: BatchRow): Promise<boolean> {
  const rows = await tx.insert(decisionBatch).values(row).onConflictDoNothing().returning({ id: decisionBatch.id });
  return rows.length > 0;
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

export async function insertMembers(
  tx: Transaction,
  rows: readonly Pick<BatchMemberRow, 'batchId' | 'position' | 'dossierId' | 'fingerprint'>[],
): Promise<void> {
  await tx.insert(decisionBatchMember).values([...rows]);
}

/** What was meant of each dossier, with the decision that came of it, in order. */
export const membersOf = (tx: Transaction, batchId: string): Promise<{ member: BatchMemberRow; decision: DecisionRow | null }[]> =>
  tx
    .select({ member: decisionBatchMember, decision: validationDecision })
    .from(decisionBatchMember)
    .leftJoin(
      validationDecision,
      and(eq(validationDecision.batchId, decisionBatchMember.batchId), eq(validationDecision.displayedHash, decisionBatchMember.fingerprint)),
    )
    .where(eq(decisionBatchMember.batchId, batchId))
    .orderBy(asc(decisionBatchMember.position));

/** Says once why a dossier was left out. */
export async function leaveOut(tx: Transaction, batchId: string, position: number, said: { code: string; bars: string[]; leftOutAt: Date }): Promise<void> {
  await tx
    .update(decisionBatchMember)
    .set(said)
    .where(and(eq(decisionBatchMember.batchId, batchId), eq(decisionBatchMember.position, position), isNull(decisionBatchMember.code)));
}

/** Parts of batches opened before then to which nobody came: their proof is over. */
export const abandonedParts = (tx: Transaction, before: Date): Promise<{ member: BatchMemberRow }[]> =>
  tx
    .select({ member: decisionBatchMember })
    .from(decisionBatchMember)
    .innerJoin(decisionBatch, eq(decisionBatch.id, decisionBatchMember.batchId))
    .where(
      and(
        lt(decisionBatch.signedAt, before),
        isNull(decisionBatchMember.code),
        sql`not exists (select 1 from validation_decision d where d.batch_id = ${decisionBatchMember.batchId} and d.displayed_hash = ${decisionBatchMember.fingerprint})`,
      ),
    )
    .limit(500);

/** Whether somebody has to be called about it, as its line of the list says. */
export async function isCallOpen(tx: Transaction, dossierId: string): Promise<boolean> {
  const [row] = await tx.select({ at: worklistEntry.openCallAt }).from(worklistEntry).where(eq(worklistEntry.dossierId, dossierId));
  return row?.at != null;
}
