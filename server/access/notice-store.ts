import { and, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { habilitation, securityNotice, securityNoticeMail, securityNoticeSeen, userAccount } from '../../db/schema/access';
import type { ProfessionalActor } from '../platform/actor';
import type { NoticeKind } from './tell-notice';

export interface NoticeRow {
  id: string;
  kind: NoticeKind;
  detail: Record<string, string | number | null>;
  createdAt: Date;
  seenAt: Date | null;
}

/** To one of the person's roles, or to himself; the row-level policy says the same. */
const concerns = (actor: ProfessionalActor) =>
  or(eq(securityNotice.audienceUserId, actor.userId), actor.roles.length > 0 ? inArray(securityNotice.audienceRole, [...actor.roles]) : undefined);

export interface NoticeFilter {
  kinds: readonly NoticeKind[] | null;
  unseenOnly: boolean;
  since: Date | null;
  /** Only notices older than this one. */
  before: string | null;
  limit: number;
}

/** Newest first. What went to two roles of one person is two rows. */
export async function noticesOf(tx: Transaction, actor: ProfessionalActor, filter: NoticeFilter): Promise<NoticeRow[]> {
  const rows = await tx
    .select({
      id: securityNotice.id,
      kind: securityNotice.kind,
      detail: securityNotice.detail,
      createdAt: securityNotice.createdAt,
      seenAt: securityNoticeSeen.seenAt,
    })
    .from(securityNotice)
    .leftJoin(securityNoticeSeen, and(eq(securityNoticeSeen.noticeId, securityNotice.id), eq(securityNoticeSeen.userId, actor.userId)))
    .where(
      and(
        concerns(actor),
        filter.kinds ? inArray(securityNotice.kind, [...filter.kinds]) : undefined,
        filter.unseenOnly ? isNull(securityNoticeSeen.seenAt) : undefined,
        filter.since ? gt(securityNotice.createdAt, filter.since) : undefined,
        filter.before ? lt(securityNotice.id, filter.before) : undefined,
      ),
    )
    .orderBy(desc(securityNotice.id))
    .limit(filter.limit);
  return rows.map((row) => ({ ...row, kind: row.kind as NoticeKind }));
}

/** Which of these notices concern the person and have not been seen by him yet. */
export async function unseenAmong(tx: Transaction, actor: ProfessionalActor, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .select({ id: securityNotice.id })
    .from(securityNotice)
    .leftJoin(securityNoticeSeen, and(eq(securityNoticeSeen.noticeId, securityNotice.id), eq(securityNoticeSeen.userId, actor.userId)))
    .where(and(concerns(actor), inArray(securityNotice.id, [...ids]), isNull(securityNoticeSeen.seenAt)));
  return rows.map((row) => row.id);
}

export async function insertSeen(tx: Transaction, userId: string, ids: readonly string[], now: Date): Promise<void> {
  await tx
    .insert(securityNoticeSeen)
    .values(ids.map((noticeId) => ({ noticeId, userId, seenAt: now })))
    .onConflictDoNothing();
}

export type WholeNotice = typeof securityNotice.$inferSelect;

export async function findNotice(tx: Transaction, id: string): Promise<WholeNotice | undefined> {
  return (await tx.select().from(securityNotice).where(eq(securityNotice.id, id)))[0];
}

/** Those concerned by a notice who have an address and were not written to yet. */
export async function toBeMailed(tx: Transaction, notice: WholeNotice, now: Date): Promise<{ userId: string; email: string }[]> {
  const at = now.toISOString();
  const concerned =
    notice.audienceUserId !== null
      ? eq(userAccount.id, notice.audienceUserId)
      : sql`exists (select 1 from ${habilitation} h where h.user_id = ${userAccount.id} and h.role = ${notice.audienceRole} and h.revoked_at is null
          and h.valid_from <= ${at} and (h.valid_to is null or h.valid_to > ${at}))`;
  const rows = await tx
    .select({ userId: userAccount.id, email: userAccount.email })
    .from(userAccount)
    .leftJoin(securityNoticeMail, and(eq(securityNoticeMail.noticeId, notice.id), eq(securityNoticeMail.userId, userAccount.id)))
    .where(and(concerned, isNull(userAccount.disabledAt), isNull(securityNoticeMail.at)));
  return rows.flatMap(({ userId, email }) => (email ? [{ userId, email }] : []));
}

export async function insertNoticeMail(tx: Transaction, row: typeof securityNoticeMail.$inferInsert): Promise<void> {
  await tx.insert(securityNoticeMail).values(row).onConflictDoNothing();
}

/** Answers false when it was settled already. */
export async function markMailed(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(securityNotice)
    .set({ mailedAt: now })
    .where(and(eq(securityNotice.id, id), isNull(securityNotice.mailedAt)))
    .returning({ id: securityNotice.id });
  return rows.length > 0;
}

/** Notices whose mails are not settled, told between the two instants. */
export async function unmailed(tx: Transaction, from: Date, until: Date): Promise<string[]> {
  const rows = await tx
    .select({ id: securityNotice.id })
    .from(securityNotice)
    .where(and(isNull(securityNotice.mailedAt), gt(securityNotice.createdAt, from), lt(securityNotice.createdAt, until)));
  return rows.map((row) => row.id);
}
