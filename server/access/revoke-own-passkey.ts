import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { passkeysOf, revokePasskey } from './passkey-store';
import { requireAccess } from './require-access';
import { findUserForUpdate } from './store';

/** Takes one's own passkey out of use for good. Refuses to take away the last means of coming in: without a password and its code, the last key stays. */
export function revokeOwnPasskey(
  ctx: Context<ProfessionalActor>,
  { passkeyId }: { passkeyId: string },
  proofId: string,
): Promise<Outcome<true, Refusal<'not-found' | 'last-means'>>> {
  const denied = requireAccess(ctx, 'account.manage');
  if (denied) return Promise.resolve(denied);
  const { userId: personId } = ctx.actor;
  return ctx.transaction(async (tx) => {
    const owner = { realm: 'professional', personId } as const;
    const user = await findUserForUpdate(tx, personId);
    const held = await passkeysOf(tx, owner);
    if (!user || !held.some(({ id }) => id === passkeyId)) return refuse('not-found');
    if (held.length === 1 && (user.passwordHash === null || user.totpSecret === null)) return refuse('last-means');
    await revokePasskey(tx, owner, passkeyId, personId, ctx.now());
    await append(tx, ctx, { action: 'account.revoke-passkey', subjectId: personId, detail: { passkey: passkeyId, proof: proofId } });
    return done(true);
  });
}
