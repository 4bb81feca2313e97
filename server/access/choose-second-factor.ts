import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { type Channel, hasSecondFactor, managedAccount } from './account-rules';
import { changeAccount, findAccount } from './account-store';
import { requireAccess } from './require-access';
import { requireFresh } from './require-fresh';
import { tellHolder } from './tell-holder';

/** Has the password path ask for a code by SMS, or by e-mail, at an address that is confirmed; an authenticator that was there is forgotten. */
export async function chooseSecondFactor(
  ctx: Context<PatientActor>,
  { channel }: { channel: Channel },
): Promise<Outcome<{ chosen: true }, Refusal<'not-found' | 'fresh-proof-needed' | 'contact-first'>>> {
  const denied = requireAccess(ctx, 'patient.manage');
  if (denied) return denied;
  const accountId = managedAccount(ctx.actor);
  if (accountId === null) return refuse('not-found');
  return ctx.transaction(async (tx) => {
    const stale = await requireFresh(ctx, tx);
    if (stale) return stale;
    const account = await findAccount(tx, accountId);
    if (!account) return refuse('not-found');
    if (!hasSecondFactor({ ...account, secondFactor: channel })) return refuse('contact-first');
    await changeAccount(tx, accountId, { secondFactor: channel, totpSecret: null, secondFactorSetAt: ctx.now() });
    await append(tx, ctx, { action: 'account.set-second-factor', subjectId: accountId, detail: { channel, realm: 'patient' } });
    await tellHolder(ctx, tx, account, 'password-changed');
    return done({ chosen: true });
  });
}
