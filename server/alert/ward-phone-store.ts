import { desc, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { wardPhone } from '../../db/schema/alert';

export type WardPhoneRow = typeof wardPhone.$inferSelect;

/** Every version of these wards, the newest first. */
export const wardPhonesOf = (tx: Transaction, wardIds: readonly string[]): Promise<WardPhoneRow[]> =>
  tx.select().from(wardPhone).where(isAmong(wardPhone.wardId, wardIds)).orderBy(desc(wardPhone.version));

export const lockWardPhones = (tx: Transaction, wardId: string): Promise<unknown> =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`relais.ward-phone.${wardId}`}, 0))`);

export async function insertWardPhone(tx: Transaction, row: WardPhoneRow): Promise<void> {
  await tx.insert(wardPhone).values(row);
}
