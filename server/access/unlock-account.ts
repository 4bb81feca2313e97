import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { unlock } from './store';

/** Gives a locked person all tries back, and traces who did. Nothing else lifts a lock. */
export function unlockAccount(ctx: Context, login: string): Promise<Outcome<true, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const userId = await unlock(tx, login.trim().toLowerCase());
    if (userId === null) return refuse('not-found');
    await append(tx, ctx, { action: 'account.unlock', subjectId: userId });
    return done(true);
  });
}
