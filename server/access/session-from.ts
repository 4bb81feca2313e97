import type { Database } from '../../db/client';
import { append } from '../audit/append';
import { ROLES, type PatientActor, type ProfessionalActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { sha256 } from '../platform/ids';
import { type Realm, tokenIn } from './cookies';
import { originOf } from './request-origin';
import { isPersonal, SEEN_EVERY_MS, stateOf } from './session-rules';
import { findSession, findUser, habilitationsInForce, markSeen, revokeSession, type SessionRow } from './store';

interface Clocked {
  db: Database;
  now: () => Date;
}

/**
 * Answers the person behind a request, or null: the one way in for tRPC, events, PDF and pages.
 *
 * Rights are read anew from the habilitations in force, so that one given or taken a second ago counts. A session left alone for ten minutes
 * is ended here for good; only the acts of a person prolong one.
 */
export function sessionFrom(request: { headers: Headers }, realm: 'professional', at: Clocked): Promise<ProfessionalActor | null>;
export function sessionFrom(request: { headers: Headers }, realm: 'patient', at: Clocked): Promise<PatientActor | null>;
export async function sessionFrom(request: { headers: Headers }, realm: Realm, at: Clocked): Promise<ProfessionalActor | PatientActor | null> {
  const token = tokenIn(request.headers, realm);
  if (!token) return null;
  const found = await findSession(at.db, realm, sha256(token));
  if (!found) return null;
  const actor = await actorOf(found, request.headers, at);
  const state = stateOf(found, at.now());
  if (state === 'idle' || state === 'expired') await endSession(at, found.id, actor, state);
  if (state !== 'open' || !actor) return null;
  if (isPersonal(request.headers)) await prolong(at, found);
  return actor;
}

/** Ends a session and traces it once, whoever notices first. */
export async function endSession(at: Clocked, sessionId: string, actor: ProfessionalActor | PatientActor | null, reason: 'idle' | 'expired' | 'signed_out'): Promise<void> {
  if (!actor) return;
  const ctx = contextFor(at.db, actor, at.now);
  await ctx.transaction(async (tx) => {
    if (await revokeSession(tx, sessionId, reason, at.now())) await append(tx, ctx, { action: 'session.close', subjectId: sessionId, detail: { reason } });
  });
}

async function prolong(at: Clocked, found: SessionRow): Promise<void> {
  const now = at.now();
  if (now.getTime() - found.lastSeenAt.getTime() > SEEN_EVERY_MS) await markSeen(at.db, found.id, now);
}

async function actorOf(found: SessionRow, headers: Headers, at: Clocked): Promise<ProfessionalActor | PatientActor | null> {
  const origin = originOf(headers);
  if (found.patientId !== null) return { kind: 'patient', patientId: found.patientId, sessionId: found.id, ...origin };
  return found.userId === null ? null : professionalActor(at, found.userId, found.id, origin);
}

/** The professional as he is at this instant: roles, sites, wards and prescriber from the habilitations in force. */
export async function professionalActor(
  at: Clocked,
  userId: string,
  sessionId: string,
  origin: { address: string; terminal: string },
): Promise<ProfessionalActor | null> {
  const [user, habilitations] = await Promise.all([findUser(at.db, userId), habilitationsInForce(at.db, userId, at.now())]);
  if (!user) return null;
  const roles = ROLES.filter((role) => habilitations.some((row) => row.role === role));
  return {
    kind: 'professional',
    userId,
    sessionId,
    name: [user.title, user.givenName, user.familyName].filter((part) => part !== '').join(' '),
    rppsNumber: user.rppsNumber,
    roles,
    siteIds: idsOf(habilitations, 'siteId'),
    wardIds: idsOf(habilitations, 'wardId'),
    prescriberId: roles.includes('prescriber') ? user.prescriberId : null,
    ...origin,
  };
}

function idsOf<Key extends 'siteId' | 'wardId'>(rows: readonly { [K in Key]: string | null }[], key: Key): string[] {
  return [...new Set(rows.map((row) => row[key]).filter((id): id is string => id !== null))].sort();
}
