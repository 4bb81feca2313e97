import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { makeRecoverySheet } from './recovery-sheet';
import { requireAccess } from './require-access';

/** Makes one's own fresh sheet of recovery codes, shown once; the sheet before it opens nothing any more. */
export function renewRecovery(ctx: Context<ProfessionalActor>, proofId: string): Promise<Outcome<string[], Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'account.manage');
  if (denied) return Promise.resolve(denied);
  return ctx.transaction(async (tx) => {
    const codes = await makeRecoverySheet(ctx, tx, ctx.actor.userId);
    await append(tx, ctx, { action: 'account.replace-recovery', subjectId: ctx.actor.userId, detail: { proof: proofId } });
    return done(codes);
  });
}
