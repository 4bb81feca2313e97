import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { activation, habilitation, passkey, session, userAccount } from '../../db/schema/access';
import type { Role } from '../platform/actor';
import type { HeldRight } from './rights-rules';
import type { UserRow } from './store';

/** Changes of rights come one after the other in the whole installation: they are rare, and two administrators cannot remove each other at once. */
export async function lockRights(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('relais.rights'))`);
}

export async function userForUpdate(tx: Transaction, id: string): Promise<UserRow | undefined> {
  return (await tx.select().from(userAccount).where(eq(userAccount.id, id)).for('no key update'))[0];
}

const held = {
  id: habilitation.id,
  userId: habilitation.userId,
  role: sql<Role>`${habilitation.role}`,
  siteId: habilitation.siteId,
  wardId: habilitation.wardId,
  validFrom: habilitation.validFrom,
  validTo: habilitation.validTo,
  revokedAt: habilitation.revokedAt,
};

/** Every right that a person holds, held or will hold. */
export const rightsOf = (tx: Transaction, userId: string): Promise<(HeldRight & { userId: string })[]> =>
  tx.select(held).from(habilitation).where(eq(habilitation.userId, userId)).orderBy(habilitation.validFrom, habilitation.id);

/** Every right of these persons. */
export async function rightsOfAll(tx: Transaction, userIds: readonly string[]): Promise<(HeldRight & { userId: string })[]> {
  if (userIds.length === 0) return [];
  return tx
    .select(held)
    .from(habilitation)
    .where(inArray(habilitation.userId, [...userIds]))
    .orderBy(habilitation.validFrom, habilitation.id);
}

/** The other persons with a right of administrator who could enter by it: not disabled, and not the sealed account. */
export async function otherAdministrators(tx: Transaction, userId: string): Promise<{ userId: string; rights: HeldRight[] }[]> {
  const rows = await tx
    .select(held)
    .from(habilitation)
    .innerJoin(userAccount, eq(userAccount.id, habilitation.userId))
    .where(and(eq(habilitation.role, 'administrator'), ne(habilitation.userId, userId), isNull(userAccount.disabledAt), eq(userAccount.kind, 'personal')));
  return [...new Set(rows.map((row) => row.userId))].map((id) => ({ userId: id, rights: rows.filter((row) => row.userId === id) }));
}

export async function endRightAt(tx: Transaction, id: string, validTo: Date): Promise<void> {
  await tx.update(habilitation).set({ validTo }).where(eq(habilitation.id, id));
}

export async function revokeRight(tx: Transaction, id: string, by: string, now: Date): Promise<void> {
  await tx.update(habilitation).set({ revokedAt: now, revokedBy: by }).where(eq(habilitation.id, id));
}

export async function updateIdentity(
  tx: Transaction,
  id: string,
  identity: Pick<UserRow, 'familyName' | 'givenName' | 'title' | 'profession' | 'rppsNumber' | 'email' | 'prescriberId'>,
): Promise<void> {
  await tx.update(userAccount).set(identity).where(eq(userAccount.id, id));
}

export async function setDisabled(tx: Transaction, id: string, disabledAt: Date | null): Promise<void> {
  await tx.update(userAccount).set({ disabledAt }).where(eq(userAccount.id, id));
}

export async function setSecrecySigned(tx: Transaction, id: string, secrecySignedAt: Date): Promise<void> {
  await tx.update(userAccount).set({ secrecySignedAt }).where(eq(userAccount.id, id));
}

/** Takes every passkey of a person out of use; answers their ids. */
export async function revokePasskeysOf(tx: Transaction, userId: string, by: string, now: Date): Promise<string[]> {
  const rows = await tx
    .update(passkey)
    .set({ revokedAt: now, revokedBy: by })
    .where(and(eq(passkey.userId, userId), isNull(passkey.revokedAt)))
    .returning({ id: passkey.id });
  return rows.map((row) => row.id);
}

/** Takes back every activation code that nobody used yet; answers how many. */
export async function withdrawActivationsOf(tx: Transaction, userId: string, now: Date): Promise<number> {
  const rows = await tx
    .update(activation)
    .set({ withdrawnAt: now })
    .where(and(eq(activation.userId, userId), isNull(activation.usedAt), isNull(activation.withdrawnAt)))
    .returning({ id: activation.id });
  return rows.length;
}

/** Ends one open session of this person; false when it is not his, or over. */
export async function endSessionOf(tx: Transaction, userId: string, sessionId: string, reason: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(session)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(eq(session.id, sessionId), eq(session.userId, userId), isNull(session.revokedAt)))
    .returning({ id: session.id });
  return rows.length > 0;
}

/** Accounts by login, with the lock of a change. */
export async function usersByLogin(tx: Transaction, logins: readonly string[]): Promise<UserRow[]> {
  if (logins.length === 0) return [];
  return tx
    .select()
    .from(userAccount)
    .where(inArray(userAccount.login, [...logins]))
    .orderBy(userAccount.login);
}
