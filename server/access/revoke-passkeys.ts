import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, refuse } from '../platform/outcome';
import { changeRights } from './change-rights';
import { revokePasskeysOf } from './rights-store';

/** Takes every passkey of a person out of use for good: a tablet was lost, somebody left it to another. */
export function revokePasskeys(ctx: Context<ProfessionalActor>, { userId }: { userId: string }, proofId: string) {
  return changeRights(ctx, { action: 'account.revoke-passkeys', userId, proofId }, async (tx) => {
    const passkeys = await revokePasskeysOf(tx, userId, ctx.actor.userId, ctx.now());
    if (passkeys.length === 0) return refuse('nothing-to-revoke');
    return done({ value: { revoked: passkeys.length }, detail: { passkeys }, notice: 'passkeys-revoked' });
  });
}
