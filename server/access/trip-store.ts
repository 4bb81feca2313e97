import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { providerTrip } from '../../db/schema/access';
import type { Provider } from './provider-settings';

export type TripRow = typeof providerTrip.$inferSelect;

export async function insertTrip(tx: Transaction, row: typeof providerTrip.$inferInsert): Promise<void> {
  await tx.insert(providerTrip).values(row);
}

/** Uses a trip up and answers it; undefined when it was never begun, ended before, is too old, or began in another browser. */
export async function spendTrip(
  tx: Transaction,
  trip: { provider: Provider; stateHash: string; bindingHash: string },
  now: Date,
): Promise<TripRow | undefined> {
  const rows = await tx
    .update(providerTrip)
    .set({ usedAt: now })
    .where(
      and(
        eq(providerTrip.provider, trip.provider),
        eq(providerTrip.stateHash, trip.stateHash),
        eq(providerTrip.bindingHash, trip.bindingHash),
        isNull(providerTrip.usedAt),
        gt(providerTrip.expiresAt, now),
      ),
    )
    .returning();
  return rows[0];
}
