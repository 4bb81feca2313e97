import type { Transaction } from '../../db/client';
import { changeAccount, findAccount } from './account-store';

/** Keeps a telephone where a code has just reached the person as the account's own, when it had none. */
export async function keepReached(tx: Transaction, accountId: string, reached: readonly { channel: string; address: string | null }[]): Promise<void> {
  const phone = reached.find(({ channel }) => channel === 'sms')?.address ?? null;
  const account = await findAccount(tx, accountId);
  if (phone !== null && account?.phone === null) await changeAccount(tx, accountId, { phone });
}
