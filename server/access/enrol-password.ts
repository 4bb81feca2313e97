import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { finishEnrolment } from './finish-enrolment';
import { confirmedTotp } from './new-totp';
import { savePassword, saveTotp } from './own-means-store';
import { hashPassword } from './password';
import { type PasswordProblem, passwordProblem } from './password-rules';
import { requireAccess } from './require-access';
import { seal } from './secret-box';
import { findUser, holdSession } from './store';

/**
 * Keeps the password and the authenticator that somebody chose as his first means of identification, both or none, and ends the session that allowed it.
 * Answers the recovery codes, once.
 */
export async function enrolPassword(
  ctx: Context<ProfessionalActor>,
  { password, sealed, code }: { password: string; sealed: string; code: string },
): Promise<Outcome<string[], Refusal<'not-found' | 'wrong-one-time-code' | PasswordProblem>>> {
  const denied = requireAccess(ctx, 'account.enrol');
  if (denied) return denied;
  const { userId } = ctx.actor;
  const user = await ctx.transaction((tx) => findUser(tx, userId));
  if (!user) return refuse('not-found');
  const problem = passwordProblem(password, user);
  if (problem) return refuse(problem);
  const totp = confirmedTotp(ctx, { sealed, code });
  if (!totp) return refuse('wrong-one-time-code');
  const hash = await hashPassword(password);
  return ctx.transaction(async (tx) => {
    if (!(await holdSession(tx, ctx.actor.sessionId))) return refuse('not-found');
    await savePassword(tx, userId, hash, ctx.now());
    await saveTotp(tx, userId, seal(totp.secret, userId), totp.step);
    return done(await finishEnrolment(ctx, tx, { means: 'password', passkeyId: null }));
  });
}
