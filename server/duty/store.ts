import { and, asc, eq, gt, lte } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { onCallDuty } from '../../db/schema/duty';

export type DutyRow = typeof onCallDuty.$inferSelect;

/** Duties whose hours contain `now`, the one that ends first in front. */
export const dutiesAt = (tx: Transaction, now: Date, userId: string): Promise<DutyRow[]> =>
  tx
    .select()
    .from(onCallDuty)
    .where(and(lte(onCallDuty.startsAt, now), gt(onCallDuty.endsAt, now), eq(onCallDuty.userId, userId)))
    .orderBy(asc(onCallDuty.endsAt));

export async function insertDuty(tx: Transaction, row: DutyRow): Promise<void> {
  await tx.insert(onCallDuty).values(row);
}
