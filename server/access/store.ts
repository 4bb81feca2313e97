import { and, eq, gt, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/client';
import { habilitation, session, terminal, userAccount } from '../../db/schema/access';
import type { Realm } from './cookies';
import { TRIES } from './session-rules';

export type Executor = Database | Transaction;

export type SessionRow = typeof session.$inferSelect;
/** With whether the terminal that it was opened at is passivated or revoked. */
export type FoundSession = SessionRow & { isTerminalBlocked: boolean };
export type UserRow = typeof userAccount.$inferSelect;

/** The id of no account: whoever does not exist costs the same statements as whoever does (threats.md 10). */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A session by its token, whatever its state. */
export async function findSession(tx: Executor, realm: Realm, tokenHash: string): Promise<FoundSession | undefined> {
  const [row] = await tx
    .select({ found: session, terminalState: terminal.state })
    .from(session)
    .leftJoin(terminal, eq(terminal.id, session.terminalId))
    .where(and(eq(session.realm, realm), eq(session.tokenHash, tokenHash)));
  return row && { ...row.found, isTerminalBlocked: row.terminalState !== null && row.terminalState !== 'active' };
}

export async function insertSession(tx: Executor, row: typeof session.$inferInsert): Promise<void> {
  await tx.insert(session).values(row);
}

/** Holds a session for the rest of the transaction; false when it was ended. What it may do once, no second request of it does meanwhile. */
export async function holdSession(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.id, id), isNull(session.revokedAt)))
    .for('update');
  return rows.length > 0;
}

/** Moves `last_seen_at` forward, never back, and only on a session that is still open. */
export async function markSeen(tx: Executor, id: string, now: Date): Promise<void> {
  await tx
    .update(session)
    .set({ lastSeenAt: now })
    .where(and(eq(session.id, id), isNull(session.revokedAt), lte(session.lastSeenAt, now)));
}

/** Ends one session; answers false when it was already ended, so that an end is traced once. */
export async function revokeSession(tx: Executor, id: string, reason: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(session)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(eq(session.id, id), isNull(session.revokedAt)))
    .returning({ id: session.id });
  return rows.length > 0;
}

/**
 * Ends every open session of a person in a realm and answers their ids. A patient's account is the person, whoever it reads for; without an account
 * it is the patient himself, and the sessions of those who read for him go on.
 */
export async function revokeSessionsOf(
  tx: Executor,
  realm: Realm,
  { personId, accountId }: { personId: string; accountId: string | null },
  reason: string,
  now: Date,
): Promise<string[]> {
  const person =
    realm === 'professional'
      ? eq(session.userId, personId)
      : accountId !== null
        ? eq(session.patientAccountId, accountId)
        : and(eq(session.patientId, personId), isNull(session.patientAccountId));
  const rows = await tx
    .update(session)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(person, isNull(session.revokedAt)))
    .returning({ id: session.id });
  return rows.map((row) => row.id);
}

export async function findUser(tx: Executor, id: string): Promise<UserRow | undefined> {
  return (await tx.select().from(userAccount).where(eq(userAccount.id, id)))[0];
}

export async function findUserForUpdate(tx: Transaction, id: string): Promise<UserRow | undefined> {
  return (await tx.select().from(userAccount).where(eq(userAccount.id, id)).for('update'))[0];
}

/** For the ordinary doors: at them the emergency account does not exist, it has a door of its own (enter-emergency.ts). */
export async function findUserByLogin(tx: Executor, login: string): Promise<UserRow | undefined> {
  return (
    await tx
      .select()
      .from(userAccount)
      .where(and(eq(userAccount.login, login), eq(userAccount.kind, 'personal')))
  )[0];
}

/** Habilitations whose dates contain `now`. */
export function habilitationsInForce(tx: Executor, userId: string, now: Date) {
  return tx
    .select({ role: habilitation.role, siteId: habilitation.siteId, wardId: habilitation.wardId })
    .from(habilitation)
    .where(
      and(
        eq(habilitation.userId, userId),
        isNull(habilitation.revokedAt),
        lte(habilitation.validFrom, now),
        or(isNull(habilitation.validTo), gt(habilitation.validTo, now)),
      ),
    );
}

/**
 * Takes one of the three tries before anything is verified, in one statement: however many guesses arrive at once, three are tested (threats.md 8).
 * @returns which try this is, or null when none is left
 */
export async function takeTry(tx: Executor, userId: string): Promise<number | null> {
  const rows = await tx
    .update(userAccount)
    .set({ failedAttempts: sql`${userAccount.failedAttempts} + 1` })
    .where(and(eq(userAccount.id, userId), lt(userAccount.failedAttempts, TRIES), isNull(userAccount.lockedAt)))
    .returning({ failedAttempts: userAccount.failedAttempts });
  return rows[0]?.failedAttempts ?? null;
}

/** Gives the tries back after a success; a lock that came meanwhile stays. */
export async function resetTries(tx: Executor, userId: string): Promise<void> {
  await tx
    .update(userAccount)
    .set({ failedAttempts: 0 })
    .where(and(eq(userAccount.id, userId), isNull(userAccount.lockedAt)));
}

/** Locks the password path; answers the person's name, or null when it was locked already. */
export async function lockAccount(tx: Executor, userId: string, now: Date): Promise<string | null> {
  const rows = await tx
    .update(userAccount)
    .set({ lockedAt: now })
    .where(and(eq(userAccount.id, userId), isNull(userAccount.lockedAt)))
    .returning({ name: sql<string>`${userAccount.givenName} || ' ' || ${userAccount.familyName}` });
  return rows[0]?.name ?? null;
}

/** Uses up a step of the one-time code: false when this or a later one was used before (threats.md 11). */
export async function spendTotpStep(tx: Executor, userId: string, step: number): Promise<boolean> {
  const rows = await tx
    .update(userAccount)
    .set({ totpLastStep: step })
    .where(and(eq(userAccount.id, userId), lt(userAccount.totpLastStep, step)))
    .returning({ id: userAccount.id });
  return rows.length > 0;
}

/** Gives one try back: the person was right, only too quick. */
export async function giveTryBack(tx: Executor, userId: string): Promise<void> {
  await tx
    .update(userAccount)
    .set({ failedAttempts: sql`greatest(${userAccount.failedAttempts} - 1, 0)` })
    .where(and(eq(userAccount.id, userId), isNull(userAccount.lockedAt)));
}

/** Takes the lock away and gives all tries back; answers the account's id, or null when there is no such login. */
export async function unlock(tx: Executor, login: string): Promise<string | null> {
  const rows = await tx.update(userAccount).set({ failedAttempts: 0, lockedAt: null }).where(eq(userAccount.login, login)).returning({ id: userAccount.id });
  return rows[0]?.id ?? null;
}

/** The maintenance window that is open for this person, if there is one: asked without an actor, since it decides who the actor is (GBUI II-5). */
export async function openMaintenanceOf(tx: Executor, userId: string, now: Date): Promise<{ windowId: string; closesAt: Date } | null> {
  const rows = await tx.execute<{ id: string; closes_at: string } & Record<string, unknown>>(
    sql`select id, closes_at from maintenance_open(${userId}, ${now.toISOString()})`,
  );
  const row = rows[0];
  return row ? { windowId: row.id, closesAt: new Date(row.closes_at) } : null;
}

export async function insertUser(tx: Executor, row: typeof userAccount.$inferInsert): Promise<void> {
  await tx.insert(userAccount).values(row);
}

export async function insertHabilitations(tx: Executor, rows: (typeof habilitation.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(habilitation).values(rows);
}

/** Whether the account still is, or still represents, the patient whom the session reads: asked without an actor, at each request (patient room, `representation-rules`). */
export async function patientSessionStands(
  tx: Executor,
  { accountId, patientId, representationId }: { accountId: string | null; patientId: string; representationId: string | null },
  now: Date,
): Promise<boolean> {
  if (accountId === null && representationId === null) return true;
  const rows = await tx.execute<{ stands: boolean } & Record<string, unknown>>(
    sql`select patient_session_stands(${accountId}, ${patientId}, ${representationId}, ${now.toISOString()}) as stands`,
  );
  return rows[0]?.stands === true;
}
