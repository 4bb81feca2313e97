import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { changeAccount, findAccount } from './account-store';
import { passkeysOf, revokePasskey } from './passkey-store';

/**
 * Takes away every means of identification that is older than `since`, and the lock with them: whoever recovers an account no longer holds them, or fears that
 * somebody else does; either way they must open nothing. Answers how many passkeys that were.
 */
export async function resetMeans(ctx: Context, tx: Transaction, accountId: string, since: Date): Promise<number> {
  const account = await findAccount(tx, accountId);
  if (!account) return 0;
  const isOld = (at: Date | null) => at === null || at < since;
  await changeAccount(tx, accountId, {
    failedAttempts: 0,
    lockedAt: null,
    ...(isOld(account.passwordSetAt) ? { passwordHash: null, passwordSetAt: null } : {}),
    ...(isOld(account.secondFactorSetAt) ? { totpSecret: null, secondFactor: account.phone === null ? 'mail' : 'sms', secondFactorSetAt: null } : {}),
  });
  const owner = { realm: 'patient', personId: accountId } as const;
  const old = (await passkeysOf(tx, owner)).filter(({ createdAt }) => createdAt < since);
  for (const { id } of old) await revokePasskey(tx, owner, id, 'recovery', ctx.now());
  return old.length;
}
