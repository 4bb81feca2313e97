import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { patientAccount } from '../../db/schema/access';
import { patientLink } from '../../db/schema/patient';
import type { StateIdentity } from '../patient/france-connect-rules';
import { newId } from '../platform/ids';

/** From here on this transaction sees the account of that subject, and no other. */
export async function claimSubject(tx: Transaction, subject: string): Promise<void> {
  await tx.execute(sql`select set_config('relais.claimed_subject', ${subject}, true)`);
}

export async function accountOfSubject(tx: Transaction, subject: string): Promise<string | null> {
  const rows = await tx
    .select({ id: patientAccount.id })
    .from(patientAccount)
    .where(and(eq(patientAccount.franceConnectSubject, subject), isNull(patientAccount.closedAt)));
  return rows[0]?.id ?? null;
}

/** Stored identities of one and the same person that are certainly the one identified; empty when there is none, or more than one person. */
export async function matchesOf(tx: Transaction, { familyName, givenNames, birthDate, sex }: StateIdentity): Promise<string[]> {
  const rows = await tx.execute<{ id: string } & Record<string, unknown>>(
    sql`select france_connect_matches(${familyName}, ${givenNames}, ${birthDate}::date, ${sex}) as id`,
  );
  return rows.map((row) => row.id).sort();
}

export async function insertAccount(tx: Transaction, subject: string, now: Date): Promise<string> {
  const id = newId();
  await tx.insert(patientAccount).values({ id, franceConnectSubject: subject, createdAt: now });
  return id;
}

export const linksOf = async (tx: Transaction, accountId: string): Promise<string[]> =>
  (
    await tx
      .select({ id: patientLink.patientId })
      .from(patientLink)
      .where(and(eq(patientLink.accountId, accountId), isNull(patientLink.endedAt)))
      .orderBy(patientLink.linkedAt, patientLink.patientId)
  ).map((row) => row.id);

export async function insertLinks(tx: Transaction, accountId: string, patientIds: readonly string[], now: Date): Promise<void> {
  if (patientIds.length > 0)
    await tx.insert(patientLink).values(patientIds.map((patientId) => ({ id: newId(), accountId, patientId, via: 'franceconnect', linkedAt: now })));
}
