import type { Transaction } from '../../db/client';
import { newId, newToken, sha256 } from '../platform/ids';
import type { Realm } from './cookies';
import type { RequestOrigin } from './request-origin';
import { ABSOLUTE_MS } from './session-rules';
import { insertSession, revokeSessionsOf } from './store';

export interface OpenedSession {
  id: string;
  /** Goes into the cookie and nowhere else. */
  token: string;
  /** Sessions of the same person that this one ended. */
  tookOver: string[];
}

/** Opens a session under a fresh token and ends the person's others: one person, one screen (threats.md 7). */
export async function openSession(tx: Transaction, realm: Realm, personId: string, origin: RequestOrigin, now: Date): Promise<OpenedSession> {
  const id = newId();
  const token = newToken();
  const tookOver = await revokeSessionsOf(tx, realm, personId, 'taken_over', now);
  await insertSession(tx, {
    id,
    tokenHash: sha256(token),
    realm,
    userId: realm === 'professional' ? personId : null,
    patientId: realm === 'patient' ? personId : null,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + ABSOLUTE_MS[realm]),
    address: origin.address,
    terminal: origin.terminal,
  });
  return { id, token, tookOver };
}
