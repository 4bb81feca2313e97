import { and, asc, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { dutyAbsence, dutySwap } from '../../db/schema/duty';

export type SwapRow = typeof dutySwap.$inferSelect;
export type AbsenceRow = typeof dutyAbsence.$inferSelect;

export async function insertSwap(tx: Transaction, row: typeof dutySwap.$inferInsert): Promise<void> {
  await tx.insert(dutySwap).values(row);
}

/** What was asked together and waits for its answer, without a lock: to know whose locks to take. */
export const openSwapsFor = (tx: Transaction, askId: string): Promise<SwapRow[]> =>
  tx
    .select()
    .from(dutySwap)
    .where(and(eq(dutySwap.askId, askId), eq(dutySwap.state, 'open')));

/** What was asked together and waits for its answer; locked, in one order. */
export const lockOpenSwaps = (tx: Transaction, askId: string): Promise<SwapRow[]> =>
  tx
    .select()
    .from(dutySwap)
    .where(and(eq(dutySwap.askId, askId), eq(dutySwap.state, 'open')))
    .orderBy(asc(dutySwap.dutyId))
    .for('no key update');

/** The open requests that are about one of these duties. */
export const openSwapsOf = (tx: Transaction, dutyIds: readonly string[]): Promise<SwapRow[]> =>
  tx
    .select()
    .from(dutySwap)
    .where(and(inArray(dutySwap.dutyId, [...dutyIds]), eq(dutySwap.state, 'open')));

/** Every request that waits and whose hours have not passed, as far as the actor sees them. */
export const openSwaps = (tx: Transaction, now: Date): Promise<SwapRow[]> =>
  tx
    .select()
    .from(dutySwap)
    .where(and(eq(dutySwap.state, 'open'), gt(dutySwap.endsAt, now)))
    .orderBy(asc(dutySwap.startsAt), asc(dutySwap.siteId));

/** Requests whose hours passed without an answer. */
export const pastSwaps = (tx: Transaction, now: Date): Promise<SwapRow[]> =>
  tx
    .select()
    .from(dutySwap)
    .where(and(eq(dutySwap.state, 'open'), sql`${dutySwap.endsAt} <= ${now.toISOString()}`))
    .for('no key update');

export async function answerSwaps(tx: Transaction, ids: readonly string[], state: string, at: Date, by: string): Promise<void> {
  await tx
    .update(dutySwap)
    .set({ state, answeredAt: at, answeredByName: by })
    .where(and(inArray(dutySwap.id, [...ids]), eq(dutySwap.state, 'open')));
}

const endOfAbsence = sql`least(${dutyAbsence.endsAt}, ${dutyAbsence.cancelledAt})`;

/** Absences that touch these hours. */
export const absencesBetween = (tx: Transaction, from: Date, to: Date): Promise<AbsenceRow[]> =>
  tx
    .select()
    .from(dutyAbsence)
    .where(and(lt(dutyAbsence.startsAt, to), sql`${endOfAbsence} > greatest(${from.toISOString()}::timestamptz, ${dutyAbsence.startsAt})`))
    .orderBy(asc(dutyAbsence.startsAt));

export async function insertAbsence(tx: Transaction, row: typeof dutyAbsence.$inferInsert): Promise<void> {
  await tx.insert(dutyAbsence).values(row);
}

export const lockAbsence = async (tx: Transaction, id: string): Promise<AbsenceRow | undefined> =>
  (await tx.select().from(dutyAbsence).where(eq(dutyAbsence.id, id)).for('no key update'))[0];

export async function endAbsence(tx: Transaction, id: string, at: Date, by: string): Promise<void> {
  await tx.update(dutyAbsence).set({ cancelledAt: at, cancelledByName: by }).where(eq(dutyAbsence.id, id));
}
