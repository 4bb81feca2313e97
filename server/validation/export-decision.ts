import type { Transaction } from '../../db/client';
import { type ProofRecord, readEnrolledKey, readProof } from '../access/read-proof';
import type { PortableProof } from '../access/verify-proof';
import { readBatch } from './batch-store';
import type { PersonalKind } from './kinds';
import { type DecisionRow, findDecision, observationIdsOf } from './store';
import { type PortableDecision, sealOf } from './verify-decision';

/**
 * Writes a decision with its statement and its proof, to be verified anywhere. Null when there is no such decision, or none that anybody proved himself for (it
 * is the LIS's own, or older than the proofs).
 */
export async function exportDecision(tx: Transaction, decisionId: string): Promise<PortableDecision | null> {
  const row = await findDecision(tx, decisionId);
  const proof = row?.proofId ? await readProof(tx, row.proofId) : null;
  if (!row || !proof || row.statement === null || row.userId === null) return null;
  const batch = row.batchId ? await readBatch(tx, row.batchId) : null;
  const observationIds = (await observationIdsOf(tx, decisionId)).toSorted();
  const written = {
    format: 'relais decision proof v1' as const,
    decision: { ...decisionOf(row, row.userId), observationIds },
    statement: row.statement,
    proof: portableOf(proof),
    ...(batch ? { batch: batch.statement } : {}),
  };
  return { ...written, seal: sealOf(written) };
}

/** Whether the key that signed was this person's own when she signed, as the laboratory's own records say; null for a password. */
export async function isKeyOfSigner(tx: Transaction, { decision, proof }: PortableDecision): Promise<boolean | null> {
  if (proof.method === 'password') return null;
  const key = await readEnrolledKey(tx, proof.credentialId);
  const at = new Date(proof.provenAt);
  const isKnown = key !== null && key.userId === decision.userId && key.publicKey.toString('base64url') === proof.publicKey;
  return isKnown && key.createdAt <= at && (key.revokedAt === null || key.revokedAt >= at);
}

const decisionOf = (row: DecisionRow, userId: string) => ({
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

function portableOf(row: ProofRecord): PortableProof {
  const base = { id: row.id, userId: row.userId, act: row.act as PortableProof['act'], contentHash: row.contentHash, provenAt: row.provenAt.toISOString() };
  if (row.method === 'password') return { ...base, method: 'password' };
  return {
    ...base,
    method: 'passkey',
    credentialId: row.credentialId ?? '',
    publicKey: Buffer.from(row.publicKey ?? []).toString('base64url'),
    nonce: row.nonce ?? '',
    rpId: row.rpId ?? '',
    origin: row.origin ?? '',
    authenticatorData: row.authenticatorData ?? '',
    clientDataJson: row.clientDataJson ?? '',
    signature: row.signature ?? '',
  };
}
