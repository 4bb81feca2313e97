import { and, desc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/client';
import { notice, oneTimeCode } from '../../db/schema/delivery';
import { reportRecipient } from '../../db/schema/report';
import { statesBefore } from './rules';
import type { NoticeState } from './types';

export type RecipientRow = typeof reportRecipient.$inferSelect;
export type NoticeRow = typeof notice.$inferSelect;
export type CodeRow = typeof oneTimeCode.$inferSelect;

/** Writes the rows that are not there yet and answers those alone. */
export function insertRecipients(tx: Transaction, rows: RecipientRow[]): Promise<RecipientRow[]> {
  return rows.length === 0 ? Promise.resolve([]) : tx.insert(reportRecipient).values(rows).onConflictDoNothing().returning();
}

export const recipientsOf = (tx: Transaction, reportId: string): Promise<RecipientRow[]> =>
  tx.select().from(reportRecipient).where(eq(reportRecipient.reportId, reportId));

/** False when the report had its notice on that channel already. */
export async function insertNotice(tx: Transaction, row: typeof notice.$inferInsert): Promise<boolean> {
  return (await tx.insert(notice).values(row).onConflictDoNothing().returning({ id: notice.id })).length > 0;
}

export async function findNotice(tx: Transaction, id: string): Promise<NoticeRow | undefined> {
  return (await tx.select().from(notice).where(eq(notice.id, id)))[0];
}

/** Whether its patient has opened a report; the readings are the portal's, which this room only asks. */
export async function hasPatientRead(tx: Transaction, reportId: string): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from report_view where report_id = ${reportId} and reader_kind = 'patient' limit 1`);
  return rows.length > 0;
}

/** Moves a notice forward; undefined when it stands where `to` cannot be reached from. */
export async function moveNotice(tx: Transaction, id: string, to: NoticeState, set: PgUpdateSetSource<typeof notice> = {}): Promise<NoticeRow | undefined> {
  const rows = await tx
    .update(notice)
    .set({ ...set, state: to })
    .where(and(eq(notice.id, id), inArray(notice.state, statesBefore(to))))
    .returning();
  return rows[0];
}

export const oneMoreAttempt = () => sql`${notice.attempts} + 1`;

/** Notices made before `before` that have neither left nor failed. */
export const openNotices = (tx: Transaction, before: Date): Promise<{ id: string; reportId: string }[]> =>
  tx
    .select({ id: notice.id, reportId: notice.reportId })
    .from(notice)
    .where(and(inArray(notice.state, ['queued', 'sending']), lt(notice.createdAt, before)));

/** The notice of the transaction's link, locked: whoever tries the same door waits. The row-level policy shows no other one. */
export async function lockNoticeOfLink(tx: Transaction): Promise<NoticeRow | undefined> {
  return (await tx.select().from(notice).where(sql`${notice.id} = notice_of_token()`).for('update'))[0];
}

export async function noticeOfLink(tx: Transaction): Promise<Pick<NoticeRow, 'expiresAt' | 'failedProofs'> | undefined> {
  return (await tx.select({ expiresAt: notice.expiresAt, failedProofs: notice.failedProofs }).from(notice).where(sql`${notice.id} = notice_of_token()`))[0];
}

/** Takes one of the tries before anything is verified; null when none is left. */
export async function claimProof(tx: Transaction, id: string, most: number): Promise<number | null> {
  const rows = await tx
    .update(notice)
    .set({ failedProofs: sql`${notice.failedProofs} + 1` })
    .where(and(eq(notice.id, id), lt(notice.failedProofs, most)))
    .returning({ taken: notice.failedProofs });
  return rows[0]?.taken ?? null;
}

export async function giveProofBack(tx: Transaction, id: string): Promise<void> {
  await tx
    .update(notice)
    .set({ failedProofs: sql`greatest(${notice.failedProofs} - 1, 0)` })
    .where(eq(notice.id, id));
}

export async function forgiveProofs(tx: Transaction, id: string): Promise<void> {
  await tx.update(notice).set({ failedProofs: 0 }).where(eq(notice.id, id));
}

export async function insertCode(tx: Transaction, row: typeof oneTimeCode.$inferInsert): Promise<void> {
  await tx.insert(oneTimeCode).values(row);
}

/** Newest first. */
export const codesSince = (tx: Transaction, noticeId: string, since: Date): Promise<CodeRow[]> =>
  tx
    .select()
    .from(oneTimeCode)
    .where(and(eq(oneTimeCode.noticeId, noticeId), gt(oneTimeCode.createdAt, since)))
    .orderBy(desc(oneTimeCode.createdAt));

export async function findCode(tx: Transaction, id: string): Promise<CodeRow | undefined> {
  return (await tx.select().from(oneTimeCode).where(eq(oneTimeCode.id, id)))[0];
}

/** A code that was sent keeps its hash; one that may not have left gets a new one. */
export async function keepCodeHash(tx: Transaction, id: string, codeHash: string): Promise<boolean> {
  const rows = await tx
    .update(oneTimeCode)
    .set({ codeHash })
    .where(and(eq(oneTimeCode.id, id), isNull(oneTimeCode.sentAt), isNull(oneTimeCode.usedAt)))
    .returning({ id: oneTimeCode.id });
  return rows.length > 0;
}

export async function markCodeSent(tx: Transaction, id: string, sentAt: Date): Promise<void> {
  await tx.update(oneTimeCode).set({ sentAt }).where(eq(oneTimeCode.id, id));
}

/** Counts the try on every code of the notice that it is tried on. */
export async function countCodeTry(tx: Transaction, noticeId: string, since: Date): Promise<void> {
  await tx
    .update(oneTimeCode)
    .set({ attempts: sql`${oneTimeCode.attempts} + 1` })
    .where(and(eq(oneTimeCode.noticeId, noticeId), isNull(oneTimeCode.usedAt), gt(oneTimeCode.createdAt, since)));
}

/** Uses up every code of the notice: the one that opened and those that were waiting. False when none was unused. */
export async function useCodes(tx: Transaction, noticeId: string, usedAt: Date): Promise<boolean> {
  const rows = await tx
    .update(oneTimeCode)
    .set({ usedAt })
    .where(and(eq(oneTimeCode.noticeId, noticeId), isNull(oneTimeCode.usedAt)))
    .returning({ id: oneTimeCode.id });
  return rows.length > 0;
}
