import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { activation } from '../../db/schema/access';
import { TRIES } from './session-rules';

export type ActivationRow = typeof activation.$inferSelect;

/** Takes back every code of this person that would still open something. */
export async function withdrawActivations(tx: Transaction, userId: string, now: Date): Promise<void> {
  await tx
    .update(activation)
    .set({ withdrawnAt: now })
    .where(and(eq(activation.userId, userId), isNull(activation.usedAt), isNull(activation.withdrawnAt)));
}

export async function insertActivation(tx: Transaction, row: typeof activation.$inferInsert): Promise<void> {
  await tx.insert(activation).values(row);
}

/** Takes one of the three tries of the code in force, before it is looked at, in one statement; undefined when there is none or none is left. */
export async function takeActivationTry(tx: Transaction, userId: string, now: Date): Promise<ActivationRow | undefined> {
  const rows = await tx
    .update(activation)
    .set({ failedAttempts: sql`${activation.failedAttempts} + 1` })
    .where(
      and(
        eq(activation.userId, userId),
        isNull(activation.usedAt),
        isNull(activation.withdrawnAt),
        gt(activation.expiresAt, now),
        lt(activation.failedAttempts, TRIES),
      ),
    )
    .returning();
  return rows[0];
}

/** Uses a code up; false when it was used, or taken back, meanwhile. */
export async function spendActivation(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(activation)
    .set({ usedAt: now })
    .where(and(eq(activation.id, id), isNull(activation.usedAt), isNull(activation.withdrawnAt)))
    .returning({ id: activation.id });
  return rows.length > 0;
}
