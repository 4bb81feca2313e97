import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { renamePasskey } from './passkey-store';
import { requireAccess } from './require-access';

/** Gives one's own passkey another name; that of somebody else does not exist. */
export function renameOwnPasskey(
  ctx: Context<ProfessionalActor>,
  { passkeyId, name }: { passkeyId: string; name: string },
): Promise<Outcome<true, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'account.manage');
  if (denied) return Promise.resolve(denied);
  return ctx.transaction(async (tx) => {
    const owner = { realm: 'professional', personId: ctx.actor.userId } as const;
    if (!(await renamePasskey(tx, owner, passkeyId, name))) return refuse('not-found');
    await append(tx, ctx, { action: 'account.rename-passkey', subjectId: ctx.actor.userId, detail: { passkey: passkeyId } });
    return done(true);
  });
}
