import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { ACCOUNT_TRIES, managedAccount } from './account-rules';
import { changeAccount, findAccount, giveAccountTryBack, lockPatientAccount, takeAccountTry } from './account-store';
import { hashPassword, isPassword } from './password';
import { type PasswordProblem, passwordProblem } from './password-rules';
import { requireAccess } from './require-access';
import { requireFresh } from './require-fresh';
import { tellHolder } from './tell-holder';

type Refused = Refusal<'not-found' | 'fresh-proof-needed' | 'mail-first' | 'wrong-current-password' | 'patient-locked' | PasswordProblem>;

/**
 * Gives the patient's account a password, or another; the one before must be known, and its tries are taken before anything is verified. Needs a confirmed
 * mailbox, which is the identifier; the holder is told.
 */
export async function setMyPassword(
  ctx: Context<PatientActor>,
  { password, current }: { password: string; current: string },
): Promise<Outcome<{ set: true }, Refused>> {
  const denied = requireAccess(ctx, 'patient.enrol');
  if (denied) return denied;
  const accountId = managedAccount(ctx.actor);
  if (accountId === null) return refuse('not-found');
  const [account, stale] = await ctx.transaction(async (tx) => [await findAccount(tx, accountId), await requireFresh(ctx, tx)] as const);
  if (stale) return stale;
  if (!account) return refuse('not-found');
  if (account.login === null) return refuse('mail-first');
  const problem = passwordProblem(password, { login: account.login.split('@')[0] ?? '', familyName: '', givenName: '' });
  if (problem !== null) return refuse(problem);
  if (account.passwordHash !== null && ctx.actor.stage === 'full') {
    const known = await proveCurrent(ctx, accountId, current, account.passwordHash);
    if (!known.ok) return known;
  }
  const passwordHash = await hashPassword(password);
  return ctx.transaction(async (tx) => {
    await changeAccount(tx, accountId, { passwordHash, passwordSetAt: ctx.now() });
    await append(tx, ctx, { action: 'account.set-password', subjectId: accountId, detail: { realm: 'patient' } });
    await tellHolder(ctx, tx, account, 'password-changed');
    return done({ set: true });
  });
}

async function proveCurrent(ctx: Context<PatientActor>, accountId: string, current: string, hash: string): Promise<Outcome<true, Refused>> {
  const taken = await ctx.transaction((tx) => takeAccountTry(tx, accountId));
  if (taken === null) return refuse('patient-locked');
  const isKnown = await isPassword(current, hash);
  return ctx.transaction(async (tx) => {
    if (isKnown) {
      await giveAccountTryBack(tx, accountId);
      return done(true);
    }
    await append(tx, ctx, { action: 'account.set-password', outcome: 'refused', subjectId: accountId, detail: { reason: 'wrong', realm: 'patient' } });
    if (taken < ACCOUNT_TRIES) return refuse('wrong-current-password', { triesLeft: ACCOUNT_TRIES - taken });
    await lockPatientAccount(tx, accountId, ctx.now());
    return refuse('patient-locked');
  });
}
