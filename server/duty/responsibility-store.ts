import { and, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { dutyResponsibility } from '../../db/schema/duty';

export type HoldRow = typeof dutyResponsibility.$inferSelect;

/** One after the other, whoever offers, accepts or takes over the same sites; the exclusion constraint stands behind. */
export async function lockSites(tx: Transaction, siteIds: readonly string[]): Promise<void> {
  for (const siteId of [...new Set(siteIds)].sort()) await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`relais.site.${siteId}`}, 0))`);
}

/** Who holds these sites by a hand-over; a site that never had one has no line. */
export async function openHolds(tx: Transaction, siteIds: readonly string[]): Promise<HoldRow[]> {
  if (siteIds.length === 0) return [];
  return tx
    .select()
    .from(dutyResponsibility)
    .where(and(inArray(dutyResponsibility.siteId, [...siteIds]), isNull(dutyResponsibility.until)));
}

export const holdsOf = (tx: Transaction, userId: string): Promise<HoldRow[]> =>
  tx
    .select()
    .from(dutyResponsibility)
    .where(and(eq(dutyResponsibility.userId, userId), isNull(dutyResponsibility.until)));

/** The lines of a site that touch a stretch of time. */
export const holdsBetween = (tx: Transaction, siteId: string, from: Date, to: Date): Promise<HoldRow[]> =>
  tx
    .select()
    .from(dutyResponsibility)
    .where(
      and(eq(dutyResponsibility.siteId, siteId), lt(dutyResponsibility.since, to), or(isNull(dutyResponsibility.until), gt(dutyResponsibility.until, from))),
    );

export async function endHolds(tx: Transaction, siteIds: readonly string[], at: Date): Promise<void> {
  await tx
    .update(dutyResponsibility)
    // A clock that was set back between two acts makes no line end before it began.
    .set({ until: sql`greatest(${dutyResponsibility.since}, ${at.toISOString()}::timestamptz)` })
    .where(and(inArray(dutyResponsibility.siteId, [...siteIds]), isNull(dutyResponsibility.until)));
}

/** Begins a line where the last one of the site ended at the earliest, also when a clock was set back in between. */
export async function insertHold(tx: Transaction, row: Omit<HoldRow, 'until'>): Promise<void> {
  const since = sql`greatest(${row.since.toISOString()}::timestamptz, (select max(until) from duty_responsibility r where r.site_id = ${row.siteId}))`;
  await tx.insert(dutyResponsibility).values({ ...row, since });
}
