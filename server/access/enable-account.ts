import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, refuse } from '../platform/outcome';
import { changeRights } from './change-rights';
import { setDisabled } from './rights-store';

/** Opens an account again, with the rights that are still in force and the means of identification that it had. */
export function enableAccount(ctx: Context<ProfessionalActor>, { userId }: { userId: string }, proofId: string) {
  return changeRights(ctx, { action: 'account.enable', userId, proofId }, async (tx, user) => {
    if (user.disabledAt === null) return refuse('already-so');
    await setDisabled(tx, userId, null);
    return done({ value: { enabled: true as const }, notice: 'enabled' });
  });
}
