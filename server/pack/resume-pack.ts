import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { sha256 } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { mayResume } from './rules';
import { keepPack, lockPack } from './store';
import type { PackStanding } from './types';

/**
 * Hands a pack to a later session of the same person, whose screen had locked without a link: she shows the secret that only the content holds, which her passkey opened.
 * Any other person or device, a wrong secret, an ended or expired pack are answered alike.
 * @see threats.md 29
 */
export async function resumePack(
  ctx: Context<ProfessionalActor>,
  { packId, secret }: { packId: string; secret: string },
): Promise<Outcome<PackStanding, Refusal<'not-found' | 'pack-over'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const pack = await lockPack(tx, packId);
    if (!pack || !mayResume(pack, ctx.actor, now) || pack.secretHash !== sha256(secret)) return refuse('pack-over');
    const { sessionId, terminalId } = ctx.actor;
    if (pack.sessionId !== sessionId) {
      await keepPack(tx, pack.id, { sessionId, terminalId });
      await append(tx, ctx, { action: 'pack.resume', subjectId: pack.id });
    }
    return done({ isOpen: true, now, expiresAt: pack.expiresAt });
  });
}
