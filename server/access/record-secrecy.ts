import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, refuse } from '../platform/outcome';
import { dayOf, startOf } from '../platform/paris-days';
import { changeRights } from './change-rights';
import { setSecrecySigned } from './rights-store';

/**
 * Records the day on which the person signed the undertaking of secrecy; the paper is the laboratory's.
 * @see GBUI II-2
 */
export function recordSecrecy(ctx: Context<ProfessionalActor>, { userId, signedOn }: { userId: string; signedOn: string }, proofId: string) {
  return changeRights(ctx, { action: 'account.sign-secrecy', userId, proofId }, async (tx) => {
    if (signedOn > dayOf(ctx.now())) return refuse('dates-incoherent');
    await setSecrecySigned(tx, userId, startOf(signedOn));
    return done({ value: { signedOn }, detail: { signedOn } });
  });
}
