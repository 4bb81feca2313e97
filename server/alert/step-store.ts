import { and, asc, eq, lt, max } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { callNotice, callStep, criticalCallAttempt } from '../../db/schema/alert';

export type StepRow = typeof callStep.$inferSelect;
export type CallNoticeRow = typeof callNotice.$inferSelect;

export async function insertSteps(tx: Transaction, rows: readonly (typeof callStep.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(callStep).values([...rows]);
}

export async function lockStep(tx: Transaction, id: string): Promise<StepRow | undefined> {
  const [row] = await tx.select().from(callStep).where(eq(callStep.id, id)).for('update');
  return row;
}

/** The call that a step belongs to; locked before the step, as everybody does. */
export async function callIdOfStep(tx: Transaction, id: string): Promise<string | undefined> {
  const [row] = await tx.select({ callId: callStep.callId }).from(callStep).where(eq(callStep.id, id));
  return row?.callId;
}

export const stepsOf = (tx: Transaction, callIds: readonly string[]): Promise<StepRow[]> =>
  tx.select().from(callStep).where(isAmong(callStep.callId, callIds)).orderBy(asc(callStep.callId), asc(callStep.position));

export async function moveStep(tx: Transaction, id: string, fields: Partial<Pick<StepRow, 'dueAt' | 'state' | 'doneAt' | 'outcome'>>): Promise<void> {
  await tx.update(callStep).set(fields).where(eq(callStep.id, id));
}

/** Steps whose hour was some time ago and that nobody has taken. */
export const forgottenSteps = (tx: Transaction, before: Date): Promise<StepRow[]> =>
  tx
    .select()
    .from(callStep)
    .where(and(eq(callStep.state, 'pending'), lt(callStep.dueAt, before)))
    .orderBy(asc(callStep.dueAt))
    .limit(500);

export const forgottenNotices = (tx: Transaction, before: Date): Promise<CallNoticeRow[]> =>
  tx
    .select()
    .from(callNotice)
    .where(and(eq(callNotice.state, 'queued'), lt(callNotice.queuedAt, before)))
    .orderBy(asc(callNotice.queuedAt))
    .limit(500);

export async function lastAttemptAt(tx: Transaction, callId: string): Promise<Date | null> {
  const [row] = await tx
    .select({ at: max(criticalCallAttempt.at) })
    .from(criticalCallAttempt)
    .where(eq(criticalCallAttempt.callId, callId));
  return row?.at ?? null;
}

export const noticesOf = (tx: Transaction, callIds: readonly string[]): Promise<CallNoticeRow[]> =>
  tx.select().from(callNotice).where(isAmong(callNotice.callId, callIds)).orderBy(asc(callNotice.queuedAt), asc(callNotice.name));

export async function insertNotices(tx: Transaction, rows: readonly (typeof callNotice.$inferInsert)[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insert(callNotice)
      .values([...rows])
      .onConflictDoNothing();
}

export async function lockNotice(tx: Transaction, id: string): Promise<CallNoticeRow | undefined> {
  const [row] = await tx.select().from(callNotice).where(eq(callNotice.id, id)).for('update');
  return row;
}

export async function settleNotice(tx: Transaction, id: string, fields: Pick<CallNoticeRow, 'state' | 'settledAt' | 'channels'>): Promise<void> {
  await tx.update(callNotice).set(fields).where(eq(callNotice.id, id));
}
