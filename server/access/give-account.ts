import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { giveSessionTo } from './account-store';

/** Makes a session that came without an account this account's, for the row-level policies of the rest of the transaction too. */
export async function giveAccountToSession(tx: Transaction, sessionId: string, accountId: string): Promise<void> {
  await giveSessionTo(tx, sessionId, accountId);
  await tx.execute(sql`select set_config('relais.account_id', ${accountId}, true)`);
}
