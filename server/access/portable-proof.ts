import type { ProofRecord } from './read-proof';
import type { PortableProof } from './verify-proof';

/** A stored proof as it travels. */
export function portableProofOf(row: ProofRecord): PortableProof {
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
