import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { managedAccount, pendingSecretOf } from './account-rules';
import { changeAccount, findAccount } from './account-store';
import { stepOf } from './one-time-code';
import { requireAccess } from './require-access';
import { requireFresh } from './require-fresh';
import { open, seal } from './secret-box';
import { tellHolder } from './tell-holder';

/** Makes the authenticator the second factor once it has shown a right code; that code is spent. */
export async function keepMyAuthenticator(
  ctx: Context<PatientActor>,
  { sealed, code }: { sealed: string; code: string },
): Promise<Outcome<{ kept: true }, Refusal<'not-found' | 'fresh-proof-needed' | 'wrong-authenticator-code'>>> {
  const denied = requireAccess(ctx, 'patient.enrol');
  if (denied) return denied;
  const accountId = managedAccount(ctx.actor);
  const secret = accountId === null ? null : opened(sealed, pendingSecretOf(accountId));
  if (accountId === null || secret === null) return refuse('not-found');
  const step = stepOf(code, secret, ctx.now());
  return ctx.transaction(async (tx) => {
    const stale = await requireFresh(ctx, tx);
    if (stale) return stale;
    const account = await findAccount(tx, accountId);
    if (!account) return refuse('not-found');
    await append(tx, ctx, {
      action: 'account.set-second-factor',
      outcome: step === null ? 'refused' : 'done',
      subjectId: accountId,
      detail: { channel: 'totp', realm: 'patient' },
    });
    if (step === null) return refuse('wrong-authenticator-code');
    await changeAccount(tx, accountId, { totpSecret: seal(secret, accountId), totpLastStep: step, secondFactor: 'totp', secondFactorSetAt: ctx.now() });
    await tellHolder(ctx, tx, account, 'password-changed');
    return done({ kept: true });
  });
}

function opened(sealed: string, owner: string): string | null {
  try {
    return open(sealed, owner);
  } catch {
    return null;
  }
}
