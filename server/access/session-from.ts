import type { Database } from '../../db/client';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import { sha256 } from '../platform/ids';
import { isLeft, type Realm, tokenIn } from './cookies';
import { endSession } from './end-session';
import { holdsMaintenance } from './maintenance-store';
import { professionalActor } from './read-actor';
import { originOf, type RequestOrigin } from './request-origin';
import { isPersonal, SEEN_EVERY_MS, stateOf } from './session-rules';
import { findSession, findUser, markSeen, patientSessionStands, type SessionRow } from './store';

interface Clocked {
  db: Database;
  now: () => Date;
}

/**
 * Answers the person behind a request, or null: the one way in for tRPC, events, PDF and pages.
 *
 * Rights are read anew from the habilitations in force, so that one given or taken a second ago counts. A session left alone for as long as its terminal allows is ended
 * here for good, and so is one that its person left while the server was out of reach, or one that reads for somebody whom its account may no longer read for; only
 * the acts of a person prolong one.
 */
export function sessionFrom(request: { headers: Headers }, realm: 'professional', at: Clocked): Promise<ProfessionalActor | null>;
export function sessionFrom(request: { headers: Headers }, realm: 'patient', at: Clocked): Promise<PatientActor | null>;
export async function sessionFrom({ headers }: { headers: Headers }, realm: Realm, at: Clocked): Promise<ProfessionalActor | PatientActor | null> {
  const token = tokenIn(headers, realm);
  const found = token ? await findSession(at.db, realm, sha256(token)) : undefined;
  if (!found) return null;
  const now = at.now();
  const state = stateOf(found, now);
  if (state === 'revoked') return null;
  const actor = await actorOf(at.db, found, originOf(headers), now);
  if (!actor) return null;
  const end = await reasonToEnd(at.db, actor, { state, isTerminalBlocked: found.isTerminalBlocked, isLeft: isLeft(headers, realm) }, now);
  if (end !== null) {
    await endSession(at.db, actor, end, at.now);
    return null;
  }
  if (isPersonal(headers) && now.getTime() - found.lastSeenAt.getTime() >= SEEN_EVERY_MS) await markSeen(at.db, found.id, now);
  return actor;
}

/** A remote maintainer outside his window: what is left of him has no right at all, and his session ends here whatever it was opened for (GBUI II-5a). */
const isShutOut = async (db: Database, { userId, stage, roles }: ProfessionalActor, now: Date): Promise<boolean> =>
  stage === 'full' && roles.length === 0 && holdsMaintenance(db, userId, now);

/**
 * Says why nobody is behind a request: `session-taken` for the bearer of the very token whose person took the session up at another terminal, and `session-expired`
 * for everybody else, whatever token they bring.
 */
export async function endOf({ headers }: { headers: Headers }, realm: Realm, at: Clocked): Promise<'session-taken' | 'session-expired'> {
  const token = tokenIn(headers, realm);
  const found = token ? await findSession(at.db, realm, sha256(token)) : undefined;
  return found?.revokedReason === 'taken_over' ? 'session-taken' : 'session-expired';
}

/** Why the session is over, or null while it stands; whoever reads for somebody else reads as long as he may, and not a request longer. */
async function reasonToEnd(
  db: Database,
  actor: ProfessionalActor | PatientActor,
  found: { state: 'open' | 'idle' | 'expired'; isTerminalBlocked: boolean; isLeft: boolean },
  now: Date,
) {
  if (actor.kind === 'professional' && (await isShutOut(db, actor, now))) return 'maintenance-closed' as const;
  if (found.state !== 'open') return found.state;
  if (found.isTerminalBlocked) return 'terminal_blocked' as const;
  if (found.isLeft) return 'signed_out' as const;
  return actor.kind === 'patient' && actor.stage === 'full' && !(await patientSessionStands(db, actor, now)) ? ('access_ended' as const) : null;
}

/** Ends the session that a cookie's value opens, if it opens one: what logging out does, and a screen that locks alone (`idle`). */
export async function closeToken(token: string, realm: Realm, at: Clocked, reason: 'signed_out' | 'idle' = 'signed_out'): Promise<void> {
  const found = await findSession(at.db, realm, sha256(token));
  const actor = found ? await actorOf(at.db, found, found, at.now()) : null;
  if (actor) await endSession(at.db, actor, reason, at.now);
}

async function actorOf(db: Database, found: SessionRow, origin: RequestOrigin, now: Date): Promise<ProfessionalActor | PatientActor | null> {
  const { address, terminal } = origin;
  if (found.patientId !== null) {
    const { patientAccountId: accountId, representationId } = found;
    const stage = found.stage === 'confirming' || found.stage === 'enrolling' ? found.stage : 'full';
    return { kind: 'patient', patientId: found.patientId, sessionId: found.id, accountId, representationId, stage, address, terminal };
  }
  const user = found.userId === null ? undefined : await findUser(db, found.userId);
  return user && user.disabledAt === null ? professionalActor(db, user, found, origin, now) : null;
}
