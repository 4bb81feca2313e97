import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId, newToken, sha256 } from '../platform/ids';
import { insertAccountCode } from './account-code-store';
import { STEP_LIFE_MS } from './account-rules';

export interface WhereTo {
  channel: 'sms' | 'mail' | 'totp';
  /** Null for an authenticator, and for nobody. */
  address: string | null;
}

/**
 * Begins one step of a ceremony: a code for each place, which the worker makes and sends; answers what the browser holds until the person has read them.
 * For an account that nobody has, the same is written and nothing leaves: neither words nor time tell (threats.md 10).
 */
export async function beginStep(
  ctx: Context,
  tx: Transaction,
  { purpose, accountId, to }: { purpose: 'enrol' | 'enter' | 'contact' | 'recover'; accountId: string | null; to: readonly WhereTo[] },
): Promise<string> {
  const step = newToken();
  const now = ctx.now();
  for (const { channel, address } of to) {
    const id = newId();
    await insertAccountCode(tx, {
      id,
      purpose,
      accountId,
      stepHash: sha256(step),
      channel,
      address: accountId === null ? null : address,
      createdAt: now,
      expiresAt: new Date(now.getTime() + STEP_LIFE_MS),
    });
    await tell(tx, { name: 'account-code.requested', dossierId: null, subjectId: id }, now);
  }
  return step;
}
