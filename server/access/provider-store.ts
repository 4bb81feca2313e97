import { and, eq, isNull, or } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { userAccount } from '../../db/schema/access';
import type { UserRow } from './store';

/** Accounts of a person whom Pro Santé Connect has identified: by the subject it gave before, or by the RPPS number; the known subject first, then the oldest. */
export async function accountsOfIdentity(tx: Transaction, identity: { subject: string; rppsNumber: string | null }): Promise<UserRow[]> {
  const rows = await tx
    .select()
    .from(userAccount)
    .where(
      and(
        eq(userAccount.kind, 'personal'),
        or(
          eq(userAccount.pscSubject, identity.subject),
          ...(identity.rppsNumber === null ? [] : [and(eq(userAccount.rppsNumber, identity.rppsNumber), isNull(userAccount.pscSubject))]),
        ),
      ),
    )
    .orderBy(userAccount.createdAt);
  return rows.toSorted((one, other) => Number(other.pscSubject !== null) - Number(one.pscSubject !== null));
}

/** Keeps what the provider said of a person at this log-in. */
export async function keepIdentity(tx: Transaction, userId: string, pscSubject: string, expertise: string[]): Promise<void> {
  await tx.update(userAccount).set({ pscSubject, expertise }).where(eq(userAccount.id, userId));
}
