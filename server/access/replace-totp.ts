import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { confirmedTotp } from './new-totp';
import { saveTotp } from './own-means-store';
import { requireAccess } from './require-access';
import { seal } from './secret-box';

/** Puts another authenticator in the place of one's own, once a code of it came back; the one before it opens nothing any more. */
export async function replaceTotp(
  ctx: Context<ProfessionalActor>,
  given: { sealed: string; code: string },
  proofId: string,
): Promise<Outcome<true, Refusal<'not-found' | 'wrong-one-time-code'>>> {
  const denied = requireAccess(ctx, 'account.manage');
  if (denied) return denied;
  const totp = confirmedTotp(ctx, given);
  if (!totp) return refuse('wrong-one-time-code');
  const { userId } = ctx.actor;
  return ctx.transaction(async (tx) => {
    await saveTotp(tx, userId, seal(totp.secret, userId), totp.step);
    await append(tx, ctx, { action: 'account.replace-totp', subjectId: userId, detail: { proof: proofId } });
    return done(true);
  });
}
