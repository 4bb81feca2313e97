import type { Transaction } from '../../db/client';
import { newId } from '../platform/ids';
import { type AccountRow, findAccount, findClaimedAccount, insertAccount } from './account-store';
import { passkeysOf } from './passkey-store';

/** A patient's account as other rooms read it; null when there is none, or none that the actor holds or claims. */
export const readAccount = async (tx: Transaction, id: string): Promise<AccountRow | null> => (await findAccount(tx, id)) ?? null;

/** An account without anything in it; answers its id. Whose it becomes is the caller's to prove. */
export async function beginAccount(tx: Transaction, now: Date, subject: string | null = null): Promise<string> {
  const id = newId();
  await insertAccount(tx, id, now, subject);
  return id;
}

/** When the passkeys of an account were made. */
export const passkeysOfAccount = (tx: Transaction, accountId: string): Promise<{ id: string; createdAt: Date }[]> =>
  passkeysOf(tx, { realm: 'patient', personId: accountId });

/** The account that the transaction claims; proves nothing of whoever claims it. */
export const readClaimedAccount = async (tx: Transaction): Promise<AccountRow | null> => (await findClaimedAccount(tx)) ?? null;
