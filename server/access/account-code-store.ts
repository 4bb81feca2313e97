import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { accountCode, accountWord } from '../../db/schema/access';
import { STEP_TRIES } from './account-rules';

export type AccountCodeRow = typeof accountCode.$inferSelect;
export type AccountWordRow = typeof accountWord.$inferSelect;

export async function insertAccountCode(tx: Transaction, row: typeof accountCode.$inferInsert): Promise<void> {
  await tx.insert(accountCode).values(row);
}

/** Takes one try of every code of a step before anything is verified; none when no try is left, or the step was finished. */
export const claimStepTry = (tx: Transaction, stepHash: string, purpose: string): Promise<AccountCodeRow[]> =>
  tx
    .update(accountCode)
    .set({ failedAttempts: sql`${accountCode.failedAttempts} + 1` })
    .where(and(eq(accountCode.stepHash, stepHash), eq(accountCode.purpose, purpose), isNull(accountCode.usedAt), lt(accountCode.failedAttempts, STEP_TRIES)))
    .returning();

/** Uses a step up; false when it was used before. */
export async function useStep(tx: Transaction, stepHash: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(accountCode)
    .set({ usedAt: now })
    .where(and(eq(accountCode.stepHash, stepHash), isNull(accountCode.usedAt)))
    .returning({ id: accountCode.id });
  return rows.length > 0;
}

export async function findAccountCode(tx: Transaction, id: string): Promise<AccountCodeRow | undefined> {
  return (await tx.select().from(accountCode).where(eq(accountCode.id, id)))[0];
}

/** A code that was sent keeps its hash; one that may not have left gets a new one. */
export async function keepAccountCodeHash(tx: Transaction, id: string, codeHash: string): Promise<boolean> {
  const rows = await tx
    .update(accountCode)
    .set({ codeHash })
    .where(and(eq(accountCode.id, id), isNull(accountCode.sentAt), isNull(accountCode.usedAt)))
    .returning({ id: accountCode.id });
  return rows.length > 0;
}

export async function markAccountCodeSent(tx: Transaction, id: string, sentAt: Date): Promise<void> {
  await tx.update(accountCode).set({ sentAt }).where(eq(accountCode.id, id));
}

export async function insertAccountWord(tx: Transaction, row: typeof accountWord.$inferInsert): Promise<void> {
  await tx.insert(accountWord).values(row);
}

export async function findAccountWord(tx: Transaction, id: string): Promise<AccountWordRow | undefined> {
  return (await tx.select().from(accountWord).where(eq(accountWord.id, id)))[0];
}

export async function markAccountWordSent(tx: Transaction, id: string, sentAt: Date): Promise<void> {
  await tx.update(accountWord).set({ sentAt }).where(eq(accountWord.id, id));
}
