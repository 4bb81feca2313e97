import { and, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/client';
import { patientAccount, session } from '../../db/schema/access';
import { ACCOUNT_TRIES } from './account-rules';

export type AccountRow = typeof patientAccount.$inferSelect;

export async function insertAccount(tx: Transaction, id: string, now: Date, subject: string | null = null): Promise<void> {
  await tx.insert(patientAccount).values({ id, createdAt: now, franceConnectSubject: subject });
}

export async function findAccount(tx: Transaction, id: string): Promise<AccountRow | undefined> {
  return (await tx.select().from(patientAccount).where(eq(patientAccount.id, id)))[0];
}

/** The account that the transaction claims. */
export async function findClaimedAccount(tx: Transaction): Promise<AccountRow | undefined> {
  return (await tx.select().from(patientAccount).where(sql`${patientAccount.id} = claimed_account()`))[0];
}

export async function changeAccount(tx: Transaction, id: string, set: PgUpdateSetSource<typeof patientAccount>): Promise<void> {
  await tx.update(patientAccount).set(set).where(eq(patientAccount.id, id));
}

/** Takes one of the five tries before anything is verified; null when none is left (threats.md 8). */
export async function takeAccountTry(tx: Transaction, id: string): Promise<number | null> {
  const rows = await tx
    .update(patientAccount)
    .set({ failedAttempts: sql`${patientAccount.failedAttempts} + 1` })
    .where(and(eq(patientAccount.id, id), lt(patientAccount.failedAttempts, ACCOUNT_TRIES), isNull(patientAccount.lockedAt)))
    .returning({ taken: patientAccount.failedAttempts });
  return rows[0]?.taken ?? null;
}

/** Gives one try back: the person was right so far. */
export async function giveAccountTryBack(tx: Transaction, id: string): Promise<void> {
  await tx
    .update(patientAccount)
    .set({ failedAttempts: sql`greatest(${patientAccount.failedAttempts} - 1, 0)` })
    .where(and(eq(patientAccount.id, id), isNull(patientAccount.lockedAt)));
}

/** Closes the password path; false when it was closed already. */
export async function lockPatientAccount(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(patientAccount)
    .set({ lockedAt: now })
    .where(and(eq(patientAccount.id, id), isNull(patientAccount.lockedAt)))
    .returning({ id: patientAccount.id });
  return rows.length > 0;
}

/** Uses up a step of the authenticator: false when this or a later one was used before (threats.md 11). */
export async function spendAccountTotpStep(tx: Transaction, id: string, step: number): Promise<boolean> {
  const rows = await tx
    .update(patientAccount)
    .set({ totpLastStep: step })
    .where(and(eq(patientAccount.id, id), lt(patientAccount.totpLastStep, step)))
    .returning({ id: patientAccount.id });
  return rows.length > 0;
}

/** Sessions of an account since `since`, newest first: how, from where, and whether they still open anything. */
export const sessionsOfAccount = (tx: Transaction, accountId: string, since: Date) =>
  tx
    .select({
      id: session.id,
      method: session.method,
      stage: session.stage,
      createdAt: session.createdAt,
      revokedAt: session.revokedAt,
      expiresAt: session.expiresAt,
      terminal: session.terminal,
    })
    .from(session)
    .where(and(eq(session.patientAccountId, accountId), gt(session.createdAt, since)))
    .orderBy(desc(session.createdAt))
    .limit(20);

/** Ends every session of an account; answers how many. */
export async function endSessionsOfAccount(tx: Transaction, accountId: string, reason: string, now: Date): Promise<number> {
  const rows = await tx
    .update(session)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(eq(session.patientAccountId, accountId), isNull(session.revokedAt)))
    .returning({ id: session.id });
  return rows.length;
}

/** Says whose account a session that came by a notice is now. */
export async function giveSessionTo(tx: Transaction, sessionId: string, accountId: string): Promise<void> {
  await tx
    .update(session)
    .set({ patientAccountId: accountId })
    .where(and(eq(session.id, sessionId), isNull(session.patientAccountId)));
}
