import { and, count, eq, isNull, max } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { recoveryCode } from '../../db/schema/access';

const inForce = (userId: string) => and(eq(recoveryCode.userId, userId), isNull(recoveryCode.usedAt), isNull(recoveryCode.replacedAt));

/** Uses a code of this person up: false when it is not hers, was used, or its sheet was replaced. One statement: twice at once is once. */
export async function spendRecoveryCode(tx: Transaction, userId: string, codeHash: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(recoveryCode)
    .set({ usedAt: now })
    .where(and(inForce(userId), eq(recoveryCode.codeHash, codeHash)))
    .returning({ id: recoveryCode.id });
  return rows.length > 0;
}

/** Takes the sheet in force out of use. */
export async function replaceRecoveryCodes(tx: Transaction, userId: string, now: Date): Promise<void> {
  await tx.update(recoveryCode).set({ replacedAt: now }).where(inForce(userId));
}

export async function insertRecoveryCodes(tx: Transaction, rows: (typeof recoveryCode.$inferInsert)[]): Promise<void> {
  await tx.insert(recoveryCode).values(rows);
}

/** How many codes are left of this person's sheet, and when it was made. */
export async function recoverySheetOf(tx: Transaction, userId: string): Promise<{ left: number; madeAt: Date | null }> {
  const [row] = await tx
    .select({ left: count(), madeAt: max(recoveryCode.createdAt) })
    .from(recoveryCode)
    .where(inForce(userId));
  return { left: row?.left ?? 0, madeAt: row?.madeAt ?? null };
}
