import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { batchContentOf } from '../validation/batch-statement';
import { exactOf, giveBack, isPackOpen, settledBefore } from './exact';
import { holdIntent } from './store';
import type { Comparison, Intent } from './types';

/**
 * Compares what was prepared without a link with what is there now. What is exactly what was seen waits for the signature, with the fingerprint that it would be put
 * under; what is not is given back for good, before anybody is asked to sign anything. Asked again, it answers the same of what is settled.
 * @see issue 5 « Offline »; threats.md 27, 29
 */
export async function compareIntents(
  ctx: Context<ProfessionalActor>,
  { packId, intents }: { packId: string; intents: readonly Intent[] },
): Promise<Outcome<Comparison, Refusal<'not-found' | 'pack-over'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  const comparison: Pick<Comparison, 'settled' | 'ready'> = { settled: [], ready: [] };
  for (const intent of intents) {
    const isOpen = await ctx.transaction(async (tx) => {
      if (!(await isPackOpen(ctx, tx, packId))) return false;
      await holdIntent(tx, intent.id);
      const before = await settledBefore(tx, intent.id);
      const exact = before ? null : await exactOf(ctx, tx, packId, intent);
      if (before) comparison.settled.push(before);
      else if (exact && 'code' in exact) comparison.settled.push(await giveBack(ctx, tx, packId, intent, exact.code));
      else if (exact) comparison.ready.push({ id: intent.id, fingerprint: exact.fingerprint });
      return true;
    });
    if (!isOpen) return refuse('pack-over');
  }
  return done({ ...comparison, content: batchContentOf(comparison.ready.map(({ fingerprint }) => fingerprint)) });
}
