import { z } from 'zod';
import type { Transaction } from '../../db/client';
import { portableProofOf } from '../access/portable-proof';
import { readEnrolledKey, readProof } from '../access/read-proof';
import type { PortableProof } from '../access/verify-proof';
import { readBatch } from './batch-store';
import type { PersonalKind } from './kinds';
import { findPartDecision, partVersionIds } from './part-store';
import { type DecisionRow, findDecision, observationIdsOf } from './store';
import { type PortableDecision, sealOf } from './verify-decision';

/**
 * Writes a decision with its statement and its proof, to be verified anywhere. Null when there is no such decision, or none that anybody proved himself for (it
 * is the LIS's own, or older than the proofs).
 */
export async function exportDecision(tx: Transaction, decisionId: string): Promise<PortableDecision | null> {
  const row = await findDecision(tx, decisionId);
  if (!row) return exportPart(tx, decisionId);
  const proof = row.proofId ? await readProof(tx, row.proofId) : null;
  if (!proof || row.statement === null || row.userId === null) return null;
  const batch = row.batchId ? await readBatch(tx, row.batchId) : null;
  const observationIds = (await observationIdsOf(tx, decisionId)).toSorted();
  const written = {
    format: 'relais decision proof v1' as const,
    decision: { ...decisionOf(row, row.userId), observationIds },
    statement: row.statement,
    proof: portableProofOf(proof),
    ...(batch ? { batch: batch.statement } : {}),
  };
  return { ...written, seal: sealOf(written) };
}

/** The same of what an executing laboratory decided on its part. */
async function exportPart(tx: Transaction, decisionId: string): Promise<PortableDecision | null> {
  const row = await findPartDecision(tx, decisionId);
  const proof = row && (await readProof(tx, row.proofId));
  if (!row || !proof) return null;
  const observationIds = (await partVersionIds(tx, decisionId)).toSorted();
  const written = {
    format: 'relais decision proof v1' as const,
    decision: { ...decisionOf({ ...row, remindAt: null }, row.userId), observationIds, part: { laboratoryId: row.laboratoryId, ...partIn(row.statement) } },
    statement: row.statement,
    proof: portableProofOf(proof),
  };
  return { ...written, seal: sealOf(written) };
}

/** The name and the number that the laboratory had when it was signed. */
const partIn = (statement: string): { finessNumber: string; name: string } =>
  z.object({ intent: z.object({ part: z.object({ finessNumber: z.string(), name: z.string() }) }) }).parse(JSON.parse(statement)).intent.part;

/** Whether the key that signed was this person's own when she signed, as the laboratory's own records say; null for a password. */
export async function isKeyOf(tx: Transaction, userId: string, proof: PortableProof): Promise<boolean | null> {
  if (proof.method === 'password') return null;
  const key = await readEnrolledKey(tx, proof.credentialId);
  const at = new Date(proof.provenAt);
  const isKnown = key !== null && key.userId === userId && key.publicKey.toString('base64url') === proof.publicKey;
  return isKnown && key.createdAt <= at && (key.revokedAt === null || key.revokedAt >= at);
}

const decisionOf = (
  row: Pick<DecisionRow, 'id' | 'dossierId' | 'kind' | 'deciderName' | 'deciderRpps' | 'signedAt' | 'comment' | 'holdReason' | 'displayedHash' | 'remindAt'>,
  userId: string,
) => ({
  id: row.id,
  dossierId: row.dossierId,
  kind: row.kind as PersonalKind,
  userId,
  deciderName: row.deciderName,
  deciderRpps: row.deciderRpps,
  signedAt: row.signedAt.toISOString(),
  comment: row.comment,
  holdReason: row.holdReason,
  displayedHash: row.displayedHash,
  ...(row.remindAt ? { remindAt: row.remindAt.toISOString() } : {}),
});
