import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { renamePasskey, revokePasskey } from './passkey-store';
import { requireAccess } from './require-access';
import { requireFresh } from './require-fresh';

/** Names a passkey of the patient's own account, or takes it out of use for good; another's does not exist. */
export async function changeMyPasskey(
  ctx: Context<PatientActor>,
  { passkeyId, change }: { passkeyId: string; change: { name: string } | 'revoke' },
): Promise<Outcome<{ changed: true }, Refusal<'not-found' | 'fresh-proof-needed'>>> {
  const denied = requireAccess(ctx, 'patient.manage');
  if (denied) return denied;
  const { accountId } = ctx.actor;
  if (accountId === null) return refuse('not-found');
  return ctx.transaction(async (tx) => {
    const stale = change === 'revoke' ? await requireFresh(ctx, tx) : null;
    if (stale) return stale;
    const owner = { realm: 'patient', personId: accountId } as const;
    const isDone =
      change === 'revoke' ? await revokePasskey(tx, owner, passkeyId, 'patient', ctx.now()) : await renamePasskey(tx, owner, passkeyId, change.name);
    if (!isDone) return refuse('not-found');
    await append(tx, ctx, { action: change === 'revoke' ? 'passkey.revoke' : 'passkey.rename', subjectId: passkeyId, detail: { realm: 'patient' } });
    return done({ changed: true });
  });
}
