import { and, count, desc, eq, gt, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { session, terminal } from '../../db/schema/access';

/** When a session began; null when there is none. */
export async function readSessionStart(tx: Transaction, sessionId: string): Promise<Date | null> {
  const [row] = await tx.select({ createdAt: session.createdAt }).from(session).where(eq(session.id, sessionId));
  return row?.createdAt ?? null;
}

/** Milliseconds without a person before the session ends, as they are now; null when there is no such session. */
export async function readIdleMs(tx: Transaction, sessionId: string): Promise<number | null> {
  const [row] = await tx.select({ idleMs: session.idleMs }).from(session).where(eq(session.id, sessionId));
  return row?.idleMs ?? null;
}

/** How the person of a session came in. */
export async function readEntryMethod(tx: Transaction, sessionId: string): Promise<string | null> {
  const [row] = await tx.select({ method: session.method }).from(session).where(eq(session.id, sessionId));
  return row?.method ?? null;
}

export interface TakenOver {
  /** What the administrator calls the terminal, or what its browser said it was. */
  terminal: string;
  since: Date;
}

/** The session of the same professional that this one ended when it was opened; null when there was none. */
export async function readTakenOver(tx: Transaction, sessionId: string): Promise<TakenOver | null> {
  const [own] = await tx.select({ userId: session.userId, createdAt: session.createdAt }).from(session).where(eq(session.id, sessionId));
  if (!own || own.userId === null) return null;
  const [row] = await tx
    .select({ name: terminal.name, browser: session.terminal, since: session.createdAt })
    .from(session)
    .leftJoin(terminal, eq(terminal.id, session.terminalId))
    .where(and(eq(session.userId, own.userId), eq(session.revokedReason, 'taken_over'), eq(session.revokedAt, own.createdAt)))
    .orderBy(desc(session.createdAt))
    .limit(1);
  return row ? { terminal: row.name || row.browser, since: row.since } : null;
}

/** How many people of each realm have an open session. */
export async function countOpenSessions(tx: Transaction, now: Date): Promise<{ professional: number; patient: number }> {
  const rows = await tx
    .select({ realm: session.realm, open: count() })
    .from(session)
    .where(and(isNull(session.revokedAt), gt(session.expiresAt, now)))
    .groupBy(session.realm);
  const of = (realm: string) => rows.find((row) => row.realm === realm)?.open ?? 0;
  return { professional: of('professional'), patient: of('patient') };
}
