import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, refuse } from '../platform/outcome';
import { changeRights } from './change-rights';
import { unlock } from './store';

/**
 * Gives a person whose access was suspended all tries back. Only an administrator does, never for himself.
 * @see GBUI II-3h
 */
export function restoreAccess(ctx: Context<ProfessionalActor>, { userId }: { userId: string }, proofId: string) {
  return changeRights(ctx, { action: 'account.unlock', userId, proofId }, async (tx, user) => {
    if (user.lockedAt === null && user.failedAttempts === 0) return refuse('nothing-to-restore');
    await unlock(tx, user.login);
    return done({ value: { restored: true as const }, detail: { after: user.failedAttempts }, notice: 'restored' });
  });
}
