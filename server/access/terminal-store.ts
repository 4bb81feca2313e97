import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { idlePolicy, session, terminal } from '../../db/schema/access';
import { IDLE_MINUTES, type TerminalKind, TRIES } from './session-rules';
import type { Executor } from './store';
import type { TerminalState } from './terminal-rules';

export type TerminalRow = typeof terminal.$inferSelect;
export type Seen = Pick<TerminalRow, 'browser' | 'address' | 'lastSeenAt'>;

export async function findTerminal(tx: Executor, id: string): Promise<TerminalRow | undefined> {
  return (await tx.select().from(terminal).where(eq(terminal.id, id)))[0];
}

export async function findTerminalForUpdate(tx: Transaction, id: string): Promise<TerminalRow | undefined> {
  return (await tx.select().from(terminal).where(eq(terminal.id, id)).for('update'))[0];
}

/** The device whose proof is still good, by the hash of its cookie. */
export async function findTerminalByToken(tx: Executor, tokenHash: string, now: Date): Promise<TerminalRow | undefined> {
  const rows = await tx
    .select()
    .from(terminal)
    .where(and(eq(terminal.tokenHash, tokenHash), gt(terminal.tokenExpiresAt, now)));
  return rows[0];
}

export async function findTerminalByTraits(tx: Executor, traits: string): Promise<TerminalRow | undefined> {
  return (await tx.select().from(terminal).where(eq(terminal.traits, traits)))[0];
}

/** The row of a browser without a key, made when it is new; two requests at once make one. */
export async function keepByTraits(tx: Transaction, row: { id: string; traits: string } & Seen): Promise<TerminalRow> {
  const rows = await tx
    .insert(terminal)
    .values({ ...row, createdAt: row.lastSeenAt })
    .onConflictDoUpdate({ target: terminal.traits, set: { lastSeenAt: row.lastSeenAt } })
    .returning();
  return mustBe(rows[0]);
}

/** The row of a key, made when it is new; `token` replaces whatever proof there was. */
export async function keepByKey(
  tx: Transaction,
  row: { id: string; publicKey: string; tokenHash: string; tokenExpiresAt: Date } & Seen,
): Promise<{ row: TerminalRow; isNew: boolean }> {
  const { tokenHash, tokenExpiresAt, browser, address, lastSeenAt } = row;
  const rows = await tx
    .insert(terminal)
    .values({ ...row, createdAt: row.lastSeenAt })
    .onConflictDoUpdate({ target: terminal.publicKey, set: { tokenHash, tokenExpiresAt, browser, address, lastSeenAt } })
    .returning();
  const kept = mustBe(rows[0]);
  return { row: kept, isNew: kept.id === row.id };
}

export async function isKnownKey(tx: Transaction, publicKey: string): Promise<boolean> {
  return (await tx.select({ id: terminal.id }).from(terminal).where(eq(terminal.publicKey, publicKey))).length > 0;
}

export async function markTerminalSeen(tx: Executor, id: string, seen: Seen): Promise<void> {
  await tx.update(terminal).set(seen).where(eq(terminal.id, id));
}

/**
 * Takes one of the terminal's three tries with an unknown identifier before anything is verified, in one statement: however many arrive at once, three
 * are tested (threats.md 8). Null when none is left.
 */
export async function takeTerminalTry(tx: Transaction, id: string): Promise<number | null> {
  const rows = await tx
    .update(terminal)
    .set({ unknownTries: sql`${terminal.unknownTries} + 1` })
    .where(and(eq(terminal.id, id), eq(terminal.state, 'active'), lt(terminal.unknownTries, TRIES)))
    .returning({ unknownTries: terminal.unknownTries });
  return rows[0]?.unknownTries ?? null;
}

/** Gives the tries back after a success; a passivation that came meanwhile stays. */
export async function resetTerminalTries(tx: Transaction, id: string): Promise<void> {
  await tx
    .update(terminal)
    .set({ unknownTries: 0 })
    .where(and(eq(terminal.id, id), eq(terminal.state, 'active'), gt(terminal.unknownTries, 0)));
}

export interface StateChange {
  from: TerminalState;
  to: TerminalState;
  reason: string;
  at: Date;
  by: string;
}

/** Moves a terminal from one state to another; false when it was not in the first, so that a change is traced and told once. */
export async function changeState(tx: Transaction, id: string, { from, to, reason, at, by }: StateChange): Promise<boolean> {
  const rows = await tx
    .update(terminal)
    .set({ state: to, stateReason: reason, stateChangedAt: at, stateChangedBy: by, ...(to === 'active' ? { unknownTries: 0 } : {}) })
    .where(and(eq(terminal.id, id), eq(terminal.state, from)))
    .returning({ id: terminal.id });
  return rows.length > 0;
}

export async function saveDeclaration(
  tx: Transaction,
  id: string,
  declared: { name: string; siteId: string | null; kind: TerminalKind; declaredAt: Date; declaredBy: string },
): Promise<void> {
  await tx.update(terminal).set(declared).where(eq(terminal.id, id));
}

/** Ends every open session of a terminal; answers which and whose. */
export async function revokeSessionsAt(tx: Transaction, terminalId: string, reason: string, now: Date): Promise<{ id: string; userId: string | null }[]> {
  return tx
    .update(session)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(eq(session.terminalId, terminalId), isNull(session.revokedAt)))
    .returning({ id: session.id, userId: session.userId });
}

/** Minutes without a person before a session of this kind of terminal ends. */
export async function idleMinutesOf(tx: Executor, kind: TerminalKind): Promise<number> {
  const [row] = await tx.select({ minutes: idlePolicy.minutes }).from(idlePolicy).where(eq(idlePolicy.kind, kind));
  return row?.minutes ?? IDLE_MINUTES[kind];
}

export async function readIdlePolicy(tx: Executor) {
  return tx.select().from(idlePolicy);
}

export async function saveIdleMinutes(tx: Transaction, row: typeof idlePolicy.$inferInsert): Promise<void> {
  await tx
    .insert(idlePolicy)
    .values(row)
    .onConflictDoUpdate({ target: idlePolicy.kind, set: { minutes: row.minutes, changedAt: row.changedAt, changedBy: row.changedBy } });
}

/** Applies a number of minutes to the open sessions of professionals on this kind of terminal; answers how many. */
export async function applyIdleToKind(tx: Transaction, kind: TerminalKind, minutes: number): Promise<number> {
  const onKind = sql`${session.terminalId} in (select ${terminal.id} from ${terminal} where ${terminal.kind} = ${kind})`;
  const rows = await tx
    .update(session)
    .set({ idleMs: minutes * 60_000 })
    .where(
      and(eq(session.realm, 'professional'), isNull(session.revokedAt), kind === 'undeclared' ? sql`(${session.terminalId} is null or ${onKind})` : onKind),
    )
    .returning({ id: session.id });
  return rows.length;
}

export async function applyIdleToTerminal(tx: Transaction, terminalId: string, minutes: number): Promise<void> {
  await tx
    .update(session)
    .set({ idleMs: minutes * 60_000 })
    .where(and(eq(session.terminalId, terminalId), isNull(session.revokedAt)));
}

function mustBe<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('an upsert answers its row');
  return value;
}
