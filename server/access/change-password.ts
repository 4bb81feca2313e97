import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { savePassword } from './own-means-store';
import { hashPassword } from './password';
import { type PasswordProblem, passwordProblem } from './password-rules';
import { requireAccess } from './require-access';
import { findUser } from './store';

/** Changes one's own password, by the rules and whenever one likes; nobody is made to by a date (ASVS 5.0, 6.2.2 and 6.2.10). */
export async function changePassword(
  ctx: Context<ProfessionalActor>,
  { password }: { password: string },
  proofId: string,
): Promise<Outcome<true, Refusal<'not-found' | PasswordProblem>>> {
  const denied = requireAccess(ctx, 'account.manage');
  if (denied) return denied;
  const { userId } = ctx.actor;
  const user = await ctx.transaction((tx) => findUser(tx, userId));
  const problem = user ? passwordProblem(password, user) : 'not-found';
  if (problem) return refuse(problem);
  const hash = await hashPassword(password);
  return ctx.transaction(async (tx) => {
    await savePassword(tx, userId, hash, ctx.now());
    await append(tx, ctx, { action: 'account.change-password', subjectId: userId, detail: { proof: proofId } });
    return done(true);
  });
}
