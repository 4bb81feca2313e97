import type { Transaction } from '../../db/client';
import { PROOF_LIFE_MS } from '../access/step-up-rules';
import type { Context } from '../platform/context';
import { abandonedParts, leaveOut } from './batch-store';

/** A batch that was interrupted and never sent again has signed what it had signed: the rest is said to be left out, once its proof is over. */
export async function sweepBatches(ctx: Context, tx: Transaction): Promise<number> {
  const now = ctx.now();
  const abandoned = await abandonedParts(tx, new Date(now.getTime() - 2 * PROOF_LIFE_MS));
  for (const { member } of abandoned) await leaveOut(tx, member.batchId, member.position, { code: 'interrupted', bars: [], leftOutAt: now });
  return abandoned.length;
}
