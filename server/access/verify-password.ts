import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { countFailure } from './count-failure';
import { isPassword } from './password';
import { findUser, resetTries, revokeSession, takeTry } from './store';

/**
 * Verifies the password of the person at the screen once more, for a signature. Shares the three tries of the log-in; the third wrong one locks the account
 * and ends this session.
 *
 * Call it before opening the transaction of the act: a failure stays counted even when the act is rolled back.
 * @see decision « Sessions and walls » (step-up by password over the hash of what was displayed)
 */
export async function verifyPassword(ctx: Context<ProfessionalActor>, password: string): Promise<Outcome<true, Refusal<'wrong-password' | 'account-locked'>>> {
  const { userId, sessionId } = ctx.actor;
  const [user, taken] = await ctx.transaction(async (tx) => [await findUser(tx, userId), await takeTry(tx, userId)] as const);
  if (!user || taken === null) return refuse('account-locked');
  if (await isPassword(password, user.passwordHash)) {
    await ctx.transaction((tx) => resetTries(tx, userId));
    return done(true);
  }
  const triesLeft = await countFailure(ctx, userId, taken, 'session.verify');
  if (triesLeft > 0) return refuse('wrong-password', { triesLeft });
  await ctx.transaction(async (tx) => {
    if (await revokeSession(tx, sessionId, 'locked', ctx.now()))
      await append(tx, ctx, { action: 'session.close', subjectId: sessionId, detail: { reason: 'locked' } });
  });
  return refuse('account-locked');
}
