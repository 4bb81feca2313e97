import type { Transaction } from '../../db/client';
import { findPasskeyEver } from './passkey-store';
import { findProof, type ProofRow } from './proof-store';

export type ProofRecord = ProofRow;

/** The proof that a person was there for one act on one content; null when there is none. */
export const readProof = async (tx: Transaction, id: string): Promise<ProofRecord | null> => (await findProof(tx, id)) ?? null;

export interface EnrolledKey {
  userId: string | null;
  publicKey: Buffer;
  createdAt: Date;
  revokedAt: Date | null;
}

/** What is kept of a credential since it was enrolled, also when it was revoked later; null when it never was. */
export async function readEnrolledKey(tx: Transaction, credentialId: string): Promise<EnrolledKey | null> {
  const row = await findPasskeyEver(tx, credentialId);
  return row ? { userId: row.userId, publicKey: Buffer.from(row.publicKey), createdAt: row.createdAt, revokedAt: row.revokedAt } : null;
}
