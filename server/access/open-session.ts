import type { Transaction } from '../../db/client';
import { newId, newToken, sha256 } from '../platform/ids';
import { announce } from '../platform/live';
import type { Realm } from './cookies';
import type { RequestOrigin } from './request-origin';
import { ABSOLUTE_MS, ENROLLING_MS, IDLE_MS } from './session-rules';
import { insertSession, openMaintenanceOf, revokeSessionsOf } from './store';

/** How a person came in; kept with the session and traced. */
export type EntryMethod =
  | 'password-totp'
  | 'password-passkey'
  | 'password-recovery'
  | 'passkey'
  | 'psc'
  | 'activation'
  | 'emergency'
  | 'notice'
  | 'patient-passkey'
  | 'patient-password'
  | 'franceconnect'
  | 'enrolment'
  | 'recovery';

export interface Entry {
  method: EntryMethod;
  /** `full` when left out. */
  stage?: 'full' | 'enrolling' | 'confirming';
  terminalId?: string | null;
  /** Milliseconds without a person before it ends; ten minutes when left out. */
  idleMs?: number;
  patientAccountId?: string | null;
  representationId?: string | null;
  /** Sealed token of the identity provider, to log out there too. */
  providerToken?: string | null;
  /** Never later than this, whatever the realm allows. */
  endsAt?: Date;
}

export interface OpenedSession {
  id: string;
  /** Goes into the cookie and nowhere else. */
  token: string;
  /** Sessions of the same person that this one ended. */
  tookOver: string[];
}

/**
 * Opens a session under a fresh token and ends the person's others: one person, one screen (GBUI B-10; threats.md 7). A screen that was closed by this
 * notices at once, by the live stream.
 */
export async function openSession(tx: Transaction, realm: Realm, personId: string, origin: RequestOrigin, now: Date, entry: Entry): Promise<OpenedSession> {
  const id = newId();
  const token = newToken();
  const stage = entry.stage ?? 'full';
  const longest = stage !== 'full' ? ENROLLING_MS : ABSOLUTE_MS[realm];
  // Whatever the door: who is let in for remote maintenance is in until his window closes and not a second longer.
  const window = realm === 'professional' && stage === 'full' ? await openMaintenanceOf(tx, personId, now) : null;
  const ends = [entry.endsAt, window?.closesAt].filter((at) => at !== undefined).map((at) => at.getTime());
  const expiresAt = new Date(Math.min(now.getTime() + longest, ...ends));
  // A patient who has only shown a paper code closes nobody's session: else whoever finds the paper could.
  const takesOver = realm === 'professional' || stage === 'full';
  const tookOver = takesOver ? await revokeSessionsOf(tx, realm, { personId, accountId: entry.patientAccountId ?? null }, 'taken_over', now) : [];
  await insertSession(tx, {
    id,
    tokenHash: sha256(token),
    realm,
    stage,
    method: entry.method,
    userId: realm === 'professional' ? personId : null,
    patientId: realm === 'patient' ? personId : null,
    patientAccountId: entry.patientAccountId ?? null,
    representationId: entry.representationId ?? null,
    terminalId: entry.terminalId ?? null,
    idleMs: entry.idleMs ?? IDLE_MS,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
    address: origin.address,
    terminal: origin.terminal,
    providerToken: entry.providerToken ?? null,
  });
  if (realm === 'professional' && tookOver.length > 0) await announce(tx, 'security', personId);
  return { id, token, tookOver };
}
