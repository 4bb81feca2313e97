import { readProof } from '../access/read-proof';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { batchStatementOf } from './batch-statement';
import { findBatchByKey, insertBatch } from './batch-store';
import { fingerprintOf } from './statement';

/**
 * Opens the batch that one proof stands for, before any of its decisions is recorded; the same press that comes again, after a crash too, finds the one that it opened, with
 * the proof that it was opened with. A proof of another act, content, person or session opens none.
 */
export async function openNamedBatch(
  ctx: Context<ProfessionalActor>,
  { fingerprints, idempotencyKey }: { fingerprints: readonly string[]; idempotencyKey: string },
  proofId: string,
): Promise<Outcome<{ batchId: string; proofId: string }, Refusal<'proof-refused'>>> {
  const statement = batchStatementOf(fingerprints);
  const contentHash = fingerprintOf(statement);
  const { userId, sessionId } = ctx.actor;
  return ctx.transaction(async (tx) => {
    const proof = await readProof(tx, proofId);
    const isProven = proof?.userId === userId && proof.sessionId === sessionId && proof.act === 'batch' && proof.contentHash === contentHash;
    if (!isProven) return refuse('proof-refused');
    const opened = { id: newId(), userId, statement, contentHash, proofId, idempotencyKey, signedAt: ctx.now() };
    const batch = (await insertBatch(tx, opened)) ? opened : await findBatchByKey(tx, idempotencyKey);
    if (batch?.contentHash !== contentHash || batch.userId !== userId) return refuse('proof-refused');
    return done({ batchId: batch.id, proofId: batch.proofId });
  });
}
