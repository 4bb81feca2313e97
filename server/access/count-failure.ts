import { append } from '../audit/append';
import type { AnonymousActor, ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { TRIES } from './session-rules';
import { lockAccount } from './store';

/** Traces a wrong try and locks the account with the third; answers how many are left. */
export async function countFailure(ctx: Context<AnonymousActor | ProfessionalActor>, userId: string, taken: number, action: string): Promise<number> {
  await ctx.transaction(async (tx) => {
    await append(tx, ctx, { action, outcome: 'refused', subjectId: userId, detail: { reason: 'wrong', try: taken } });
    if (taken >= TRIES && (await lockAccount(tx, userId, ctx.now())))
      await append(tx, ctx, { action: 'account.lock', subjectId: userId, detail: { after: taken } });
  });
  return TRIES - taken;
}
