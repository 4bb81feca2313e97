import { and, count, desc, eq, isNull, max, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { emergencyOpening, emergencySeal, recoveryCode, userAccount } from '../../db/schema/access';
import type { UserRow } from './store';

/** The sealed account, by its login, while it is the one in force. */
export async function findEmergencyByLogin(tx: Transaction, login: string): Promise<UserRow | undefined> {
  const rows = await tx
    .select()
    .from(userAccount)
    .where(and(eq(userAccount.login, login), eq(userAccount.kind, 'emergency'), isNull(userAccount.disabledAt)));
  return rows[0];
}

export interface NewSeal {
  /** Null from the console of the machine's owner. */
  proofId: string | null;
  accountId: string;
  login: string;
  passphraseHash: string;
  habilitationId: string;
  codes: readonly { id: string; hash: string }[];
  sealId: string;
  by: string;
  at: Date;
}

/** Closes the sealed account of before and puts a fresh one in its place, in one statement that the database itself guards. */
export async function sealAnew(tx: Transaction, seal: NewSeal): Promise<void> {
  const list = (values: readonly string[], type: 'uuid' | 'text') =>
    sql`array[${sql.join(
      values.map((value) => sql`${value}`),
      sql`, `,
    )}]::${sql.raw(type)}[]`;
  await tx.execute(sql`select seal_emergency(${seal.proofId}::uuid, ${seal.accountId}::uuid, ${seal.login}, ${seal.passphraseHash}, ${seal.habilitationId}::uuid,
    ${list(
      seal.codes.map(({ id }) => id),
      'uuid',
    )}, ${list(
      seal.codes.map(({ hash }) => hash),
      'text',
    )}, ${seal.sealId}::uuid, ${seal.by}, ${seal.at.toISOString()}::timestamptz)`);
}

/** Uses one code of the envelope up: false when it is not in it, or was used. One statement: twice at once is once. */
export async function spendEnvelopeCode(tx: Transaction, userId: string, codeHash: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(recoveryCode)
    .set({ usedAt: now })
    .where(and(eq(recoveryCode.userId, userId), eq(recoveryCode.codeHash, codeHash), isNull(recoveryCode.usedAt), isNull(recoveryCode.replacedAt)))
    .returning({ id: recoveryCode.id });
  return rows.length > 0;
}

export async function insertOpening(tx: Transaction, row: typeof emergencyOpening.$inferInsert): Promise<void> {
  await tx.insert(emergencyOpening).values(row);
}

/** The seal in force; a name for whoever sealed it as a person. */
export async function lastSeal(tx: Transaction) {
  const [row] = await tx
    .select({
      accountId: emergencySeal.userId,
      sealedAt: emergencySeal.sealedAt,
      sealedBy: emergencySeal.sealedBy,
      givenName: userAccount.givenName,
      familyName: userAccount.familyName,
    })
    .from(emergencySeal)
    .leftJoin(userAccount, eq(sql`${userAccount.id}::text`, emergencySeal.sealedBy))
    .orderBy(desc(emergencySeal.sealedAt))
    .limit(1);
  return row;
}

/** Newest first, of every seal that ever was. */
export async function openings(tx: Transaction, limit: number): Promise<(typeof emergencyOpening.$inferSelect)[]> {
  return tx.select().from(emergencyOpening).orderBy(desc(emergencyOpening.at)).limit(limit);
}

/** How often this account's envelope was used, and when last. */
export async function openingsOf(tx: Transaction, userId: string): Promise<{ times: number; lastAt: Date | null }> {
  const [row] = await tx
    .select({ times: count(), lastAt: max(emergencyOpening.at) })
    .from(emergencyOpening)
    .where(eq(emergencyOpening.userId, userId));
  return { times: row?.times ?? 0, lastAt: row?.lastAt ?? null };
}
