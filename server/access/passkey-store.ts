import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { passkey } from '../../db/schema/access';
import type { Realm } from './cookies';

export type PasskeyRow = typeof passkey.$inferSelect;
type Owner = { realm: Realm; personId: string };

const ofOwner = ({ realm, personId }: Owner) => eq(realm === 'professional' ? passkey.userId : passkey.patientAccountId, personId);

/** The passkeys of a person that open something today, oldest first. `personId` is an account of the realm. */
export const passkeysOf = (tx: Transaction, owner: Owner): Promise<PasskeyRow[]> =>
  tx
    .select()
    .from(passkey)
    .where(and(ofOwner(owner), isNull(passkey.revokedAt)))
    .orderBy(passkey.createdAt);

/** A credential that was not revoked, by the identifier that the authenticator gives it. */
export async function findPasskey(tx: Transaction, credentialId: string): Promise<PasskeyRow | undefined> {
  return (
    await tx
      .select()
      .from(passkey)
      .where(and(eq(passkey.credentialId, credentialId), isNull(passkey.revokedAt)))
  )[0];
}

/** The same, also when it was revoked since: for whoever verifies what it signed. */
export async function findPasskeyEver(tx: Transaction, credentialId: string): Promise<PasskeyRow | undefined> {
  return (await tx.select().from(passkey).where(eq(passkey.credentialId, credentialId)))[0];
}

export async function insertPasskey(tx: Transaction, row: typeof passkey.$inferInsert): Promise<void> {
  await tx.insert(passkey).values(row);
}

export async function markPasskeyUsed(tx: Transaction, id: string, used: { counter: number; backedUp: boolean; lastUsedAt: Date }): Promise<void> {
  await tx.update(passkey).set(used).where(eq(passkey.id, id));
}

/** Gives a passkey of this person another name; false when it is not hers. */
export async function renamePasskey(tx: Transaction, owner: Owner, id: string, name: string): Promise<boolean> {
  const rows = await tx
    .update(passkey)
    .set({ name })
    .where(and(eq(passkey.id, id), ofOwner(owner), isNull(passkey.revokedAt)))
    .returning({ id: passkey.id });
  return rows.length > 0;
}

/** Takes a passkey out of use for good; false when it is not this person's or was revoked before. */
export async function revokePasskey(tx: Transaction, owner: Owner, id: string, by: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(passkey)
    .set({ revokedAt: now, revokedBy: by })
    .where(and(eq(passkey.id, id), ofOwner(owner), isNull(passkey.revokedAt)))
    .returning({ id: passkey.id });
  return rows.length > 0;
}
