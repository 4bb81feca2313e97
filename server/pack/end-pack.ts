import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { endPackRow, lockPack } from './store';

/**
 * Ends a pack: by its holder, who gives it up, or by a colleague of its sites for a tablet that is missing. Nothing that was prepared on it is taken any more; the tablet
 * empties itself when it hears of it, and by its own clock if it never does. Ending it twice is no other thing.
 */
export async function endPack(ctx: Context<ProfessionalActor>, { packId }: { packId: string }): Promise<Outcome<{ endedAt: Date }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const at = ctx.now();
    const { userId, siteIds } = ctx.actor;
    const pack = await lockPack(tx, packId);
    const isOwn = pack?.userId === userId;
    if (!pack || !(isOwn || pack.siteIds.some((id) => siteIds.includes(id)))) return refuse('not-found');
    if (pack.endedAt !== null) return done({ endedAt: pack.endedAt });
    const why = isOwn ? 'given-up' : 'lost';
    await endPackRow(tx, pack.id, { at, why, by: userId });
    await append(tx, ctx, { action: 'pack.end', subjectId: pack.id, detail: { why } });
    return done({ endedAt: at });
  });
}
