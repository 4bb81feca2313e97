import { requireAccess } from '../access/require-access';
import { readOwnDuties } from '../duty/read-duties';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { expiryOf, isOpenTo } from './rules';
import { keepPack, lockPack } from './store';
import type { PackStanding } from './types';

/**
 * Notes that the tablet was heard from, and answers until when its pack lives. What is over, somebody else's or of another session is answered as not open: the tablet
 * empties itself. Off duty a pack lives on as it is and is prolonged no more.
 */
export async function renewPack(ctx: Context<ProfessionalActor>, input: { packId: string }): Promise<Outcome<PackStanding, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const pack = await lockPack(tx, input.packId);
    if (!pack || !isOpenTo(pack, ctx.actor, now)) return done({ isOpen: false, now, expiresAt: null });
    if ((await readOwnDuties(ctx, tx)).length === 0) return done({ isOpen: true, now, expiresAt: pack.expiresAt });
    const expiresAt = expiryOf(pack.madeAt, now);
    await keepPack(tx, pack.id, { lastContactAt: now, expiresAt });
    return done({ isOpen: true, now, expiresAt });
  });
}
