import { and, asc, eq, gt, inArray, lt, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { type DutyContact, dutyContact, onCallDuty } from '../../db/schema/duty';

export type DutyRow = typeof onCallDuty.$inferSelect;
export type NewDuty = typeof onCallDuty.$inferInsert;

/** A duty ends when it does or when it was cancelled, whatever comes first (rules.ts `endOf`). */
const endOfDuty = sql<Date>`least(${onCallDuty.endsAt}, ${onCallDuty.cancelledAt})`;

/** Duties of a person whose hours contain `now`, the one that ends first in front. */
export const dutiesAt = (tx: Transaction, now: Date, userId: string): Promise<DutyRow[]> =>
  tx
    .select()
    .from(onCallDuty)
    .where(and(lte(onCallDuty.startsAt, now), gt(endOfDuty, sql`${now.toISOString()}::timestamptz`), eq(onCallDuty.userId, userId)))
    .orderBy(asc(onCallDuty.endsAt));

/** When the last duty of this person at that site ended, until `now`. */
export async function lastEndAt(tx: Transaction, now: Date, userId: string, siteId: string): Promise<Date | null> {
  const [row] = await tx
    .select({ at: sql<Date>`max(${endOfDuty})`.mapWith(onCallDuty.endsAt) })
    .from(onCallDuty)
    .where(
      and(
        eq(onCallDuty.userId, userId),
        eq(onCallDuty.siteId, siteId),
        sql`${endOfDuty} > ${onCallDuty.startsAt}`,
        lte(endOfDuty, sql`${now.toISOString()}::timestamptz`),
      ),
    );
  return row?.at ?? null;
}

/** Every duty that touches these hours, as far as the actor sees them. */
export const dutiesBetween = (tx: Transaction, from: Date, to: Date, only: { userIds?: readonly string[] } = {}): Promise<DutyRow[]> =>
  tx
    .select()
    .from(onCallDuty)
    .where(
      and(
        lt(onCallDuty.startsAt, to),
        gt(endOfDuty, sql`${from.toISOString()}::timestamptz`),
        // Cancelled before it began: never held.
        sql`${endOfDuty} > ${onCallDuty.startsAt}`,
        only.userIds && inArray(onCallDuty.userId, [...only.userIds]),
      ),
    )
    .orderBy(asc(onCallDuty.startsAt), asc(onCallDuty.id));

export async function insertDuty(tx: Transaction, row: NewDuty): Promise<void> {
  await tx.insert(onCallDuty).values(row);
}

/** These duties, locked until the end of the transaction, in one order so that two who want several never wait for each other. */
export const lockDuties = (tx: Transaction, ids: readonly string[]): Promise<DutyRow[]> =>
  tx
    .select()
    .from(onCallDuty)
    .where(inArray(onCallDuty.id, [...ids]))
    .orderBy(asc(onCallDuty.id))
    .for('no key update');

export async function endDuty(tx: Transaction, id: string, at: Date, by: string, reason: string): Promise<void> {
  await tx.update(onCallDuty).set({ cancelledAt: at, cancelledByName: by, cancelReason: reason }).where(eq(onCallDuty.id, id));
}

/** One after the other, whoever plans or moves duties of the same persons; the exclusion constraint stands behind. */
export async function lockPersons(tx: Transaction, userIds: readonly string[]): Promise<void> {
  for (const userId of [...new Set(userIds)].sort()) await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`relais.duty.${userId}`}, 0))`);
}

export async function contactsOf(tx: Transaction, userIds: readonly string[]): Promise<Map<string, DutyContact[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(dutyContact)
    .where(inArray(dutyContact.userId, [...userIds]));
  return new Map(rows.map(({ userId, contacts }) => [userId, contacts]));
}

export async function keepContacts(tx: Transaction, row: typeof dutyContact.$inferInsert): Promise<void> {
  const { userId: _person, ...kept } = row;
  await tx.insert(dutyContact).values(row).onConflictDoUpdate({ target: dutyContact.userId, set: kept });
}

export interface LineRow {
  siteId: string;
  userId: string | null;
  kind: string | null;
  until: Date | null;
  contacts: DutyContact[];
  /** By a hand-over, whatever the roster says. */
  holds: boolean;
}

/** Who may be called now at which site, as the database lets this actor know it. */
export async function linesAt(tx: Transaction, at: Date): Promise<LineRow[]> {
  const rows = await tx.execute<Omit<LineRow, 'until'> & { until: string | null } & Record<string, unknown>>(
    sql`select site_id as "siteId", user_id as "userId", kind, until::text as until, contacts, holds from duty_lines(${at.toISOString()}::timestamptz)`,
  );
  return rows.map(({ until, ...row }) => ({ ...row, until: until === null ? null : new Date(until) }));
}
