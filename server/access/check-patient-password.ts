import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { ACCOUNT_TRIES, CODES, hasPasswordPath, KNOCKS, UNKNOWN_LOGINS } from './account-rules';
import { type AccountRow, findClaimedAccount, giveAccountTryBack, lockPatientAccount, takeAccountTry } from './account-store';
import { beginStep } from './begin-step';
import { claim, plainLogin } from './claim';
import { isPassword } from './password';
import { countTry, withinLimit } from './rate-limit';
import { requireAccess } from './require-access';
import { tellHolder } from './tell-holder';

type Refused = Refusal<'not-found' | 'wrong-login' | 'patient-locked' | 'too-many-requests'>;

export interface AskedSecondFactor {
  step: string;
  channel: 'sms' | 'mail' | 'totp';
}

/**
 * Verifies a patient's identifier and password, and asks for the second factor; opens nothing. Never tests more than five guesses: the try is taken, and
 * committed, before anything is verified. An identifier that nobody has, or whose person only has passkeys, is refused in the same words, time and number of
 * tries; the last one closes this path until the person recovers it.
 * @see threats.md 8, 10
 */
export async function checkPatientPassword(
  ctx: Context<AnonymousActor>,
  { login, password }: { login: string; password: string },
): Promise<Outcome<AskedSecondFactor, Refused>> {
  const denied = requireAccess(ctx, 'door.use');
  if (denied) return denied;
  const now = ctx.now();
  const isWithin = await ctx.transaction((tx) => withinLimit(tx, KNOCKS, ctx.actor.address, now));
  if (!isWithin) return refuse('too-many-requests');
  const { account, taken } = await ctx.transaction(async (tx) => {
    await claim(tx, { login });
    const account = await findClaimedAccount(tx);
    return { account, taken: account ? await takeAccountTry(tx, account.id) : await takeUnknown(tx, login, now) };
  });
  if (taken === null) return refuseLocked(ctx, account);
  const isRight = await isPassword(password, account?.passwordHash ?? null);
  return ctx.transaction(async (tx) => {
    await claim(tx, { login });
    if (!account || !isRight || !hasPasswordPath(account)) return countWrong(ctx, tx, account, taken);
    await giveAccountTryBack(tx, account.id);
    return askSecondFactor(ctx, tx, account);
  });
}

async function takeUnknown(tx: Transaction, login: string, now: Date): Promise<number | null> {
  const tries = await countTry(tx, UNKNOWN_LOGINS, plainLogin(login), now);
  return tries <= ACCOUNT_TRIES ? tries : null;
}

async function countWrong(ctx: Context, tx: Transaction, account: AccountRow | undefined, taken: number): Promise<Outcome<never, Refused>> {
  const triesLeft = ACCOUNT_TRIES - taken;
  await append(tx, ctx, {
    action: 'session.open',
    outcome: 'refused',
    subjectId: account?.id ?? null,
    detail: { reason: account ? 'wrong' : 'unknown', try: taken, realm: 'patient' },
  });
  if (triesLeft > 0) return refuse('wrong-login', { triesLeft });
  if (account && (await lockPatientAccount(tx, account.id, ctx.now()))) {
    await append(tx, ctx, { action: 'account.lock', subjectId: account.id, detail: { after: taken, realm: 'patient' } });
    await tellHolder(ctx, tx, account, 'locked');
  }
  return refuse('patient-locked');
}

async function refuseLocked(ctx: Context<AnonymousActor>, account: AccountRow | undefined): Promise<Outcome<never, Refused>> {
  const detail = { reason: 'locked', realm: 'patient' };
  await ctx.transaction((tx) => append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId: account?.id ?? null, detail }));
  return refuse('patient-locked');
}

async function askSecondFactor(ctx: Context, tx: Transaction, account: AccountRow): Promise<Outcome<AskedSecondFactor, Refused>> {
  if (!(await withinLimit(tx, CODES, account.id, ctx.now()))) return refuse('too-many-requests');
  const channel = account.secondFactor === 'totp' ? 'totp' : account.secondFactor === 'mail' ? 'mail' : 'sms';
  const address = channel === 'totp' ? null : channel === 'mail' ? account.login : account.phone;
  const step = await beginStep(ctx, tx, { purpose: 'enter', accountId: account.id, to: [{ channel, address }] });
  await append(tx, ctx, { action: 'account.ask-code', subjectId: account.id, detail: { purpose: 'enter', channel } });
  return done({ step, channel });
}
