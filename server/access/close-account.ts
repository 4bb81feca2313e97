import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { changeAccount, endSessionsOfAccount, findAccount } from './account-store';
import { passkeysOf, revokePasskey } from './passkey-store';
import { tellHolder } from './tell-holder';

/** Ends an account for good: passkeys, password, authenticator, sessions; its addresses are forgotten after a last word to them. */
export async function closeAccount(ctx: Context, tx: Transaction, accountId: string): Promise<void> {
  const account = await findAccount(tx, accountId);
  if (!account) return;
  await tellHolder(ctx, tx, account, 'closed');
  const owner = { realm: 'patient', personId: accountId } as const;
  for (const { id } of await passkeysOf(tx, owner)) await revokePasskey(tx, owner, id, 'patient', ctx.now());
  await endSessionsOfAccount(tx, accountId, 'account_closed', ctx.now());
  await changeAccount(tx, accountId, { login: null, phone: null, passwordHash: null, totpSecret: null, franceConnectSubject: null, closedAt: ctx.now() });
}
