import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, refuse } from '../platform/outcome';
import { makeActivation } from './activation';
import { changeRights } from './change-rights';

/**
 * Makes a new activation code, shown once, to be handed over in person: for whoever lost the first one, or the second factor. It takes the older code back
 * and clears nothing until it is used, so that asking for one in another's name shuts nobody out.
 */
export function renewActivation(ctx: Context<ProfessionalActor>, { userId }: { userId: string }, proofId: string) {
  return changeRights(ctx, { action: 'account.renew-activation', userId, proofId }, async (tx, user) => {
    if (user.disabledAt !== null) return refuse('account-disabled');
    return done({ value: { code: await makeActivation(ctx, tx, userId) }, notice: 'activation-made' });
  });
}
