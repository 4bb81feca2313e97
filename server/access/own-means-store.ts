import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { userAccount } from '../../db/schema/access';

/** Sets a person's own password, by its hash. */
export async function savePassword(tx: Transaction, userId: string, passwordHash: string, now: Date): Promise<void> {
  await tx.update(userAccount).set({ passwordHash, passwordSetAt: now }).where(eq(userAccount.id, userId));
}

/** Sets the sealed secret of a person's authenticator; the code that confirmed it is used up. */
export async function saveTotp(tx: Transaction, userId: string, totpSecret: string, step: number): Promise<void> {
  await tx.update(userAccount).set({ totpSecret, totpLastStep: step }).where(eq(userAccount.id, userId));
}

/** Takes a person's password and authenticator out of use. */
export async function forgetPassword(tx: Transaction, userId: string): Promise<void> {
  await tx.update(userAccount).set({ passwordHash: null, passwordSetAt: null, totpSecret: null }).where(eq(userAccount.id, userId));
}
