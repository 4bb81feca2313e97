import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { localIso } from '../platform/local-time';
import { allowsWaking } from './policy-rules';
import { attemptFor, devicesOf, policyOf } from './store';
import { type Waking, wake } from './wake';

/**
 * How a person is reached for something by night: `push`, her devices ring and an SMS follows by itself if she does not open it; `sms`, one has gone already for the
 * same thing; `quiet`, her written policy does not let it ring at this hour; `none`, no device of hers may be rung: whoever asks goes another way.
 */
export type Rung = 'push' | 'sms' | 'quiet' | 'none';

/** Rings a person's devices first, by her written policy, in the caller's transaction; once for the same thing, whoever asks how often. */
export async function ring(ctx: Context, tx: Transaction, waking: Waking): Promise<Rung> {
  const at = ctx.now();
  const earlier = await attemptFor(tx, waking);
  if (earlier?.state === 'sms-sent') return 'sms';
  if (earlier && (earlier.state === 'asked' || earlier.state === 'waiting' || earlier.state === 'acknowledged')) return 'push';
  const policy = await policyOf(tx, waking.userId, waking.siteId);
  if (!allowsWaking(policy, waking.reason, localIso(at, 'Europe/Paris').slice(11, 16))) {
    await wake(ctx, tx, waking);
    return 'quiet';
  }
  if (earlier || (await devicesOf(tx, waking.userId, at)).length === 0) return 'none';
  await wake(ctx, tx, waking);
  return 'push';
}
