import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { countFailure } from './count-failure';
import { stepOf } from './one-time-code';
import { openSession } from './open-session';
import { isPassword } from './password';
import { professionalActor } from './read-actor';
import { open } from './secret-box';
import { TRIES } from './session-rules';
import { findUserByLogin, giveTryBack, resetTries, spendTotpStep, takeTry, type UserRow } from './store';
import { takeUnknownTry } from './tries';

export interface Credentials {
  login: string;
  password: string;
  code: string;
}

export interface Entered {
  userId: string;
  token: string;
}

type LoginRefusal = Refusal<'wrong-credentials' | 'account-locked' | 'code-used'>;

/**
 * Opens a session for the person whose password and one-time code these are. Never tests more than three guesses, however many arrive at once: the
 * try is taken, and committed, before anything is verified. Which of the three words was wrong, or whether the login exists, is not told.
 * @see threats.md 8, 10, 11
 */
export async function authenticate(ctx: Context<AnonymousActor>, { login, password, code }: Credentials): Promise<Outcome<Entered, LoginRefusal>> {
  const name = login.trim().toLowerCase();
  const user = await ctx.transaction((tx) => findUserByLogin(tx, name));
  if (!user) return refuseUnknown(ctx, name, password);
  const taken = await ctx.transaction((tx) => takeTry(tx, user.id));
  if (taken === null) return refuseLocked(ctx, user.id);
  const isRight = await isPassword(password, user.passwordHash);
  const step = isRight && user.totpSecret !== null ? stepOf(code, open(user.totpSecret, user.id), ctx.now()) : null;
  if (step === null) return wrong(await countFailure(ctx, user.id, taken, 'session.open'));
  return enter(ctx, user, step);
}

async function enter(ctx: Context<AnonymousActor>, user: UserRow, step: number): Promise<Outcome<Entered, LoginRefusal>> {
  const now = ctx.now();
  return ctx.transaction(async (tx) => {
    if (!(await spendTotpStep(tx, user.id, step))) {
      await giveTryBack(tx, user.id);
      await append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId: user.id, detail: { reason: 'code-used' } });
      return refuse('code-used');
    }
    await resetTries(tx, user.id);
    const opened = await openSession(tx, 'professional', user.id, ctx.actor, now, { method: 'password-totp' });
    const actor = await professionalActor(tx, user, { id: opened.id, stage: 'full', terminalId: null }, ctx.actor, now);
    await append(tx, { ...ctx, actor }, { action: 'session.open', subjectId: opened.id, detail: { tookOver: opened.tookOver } });
    return done({ userId: user.id, token: opened.token });
  });
}

async function refuseUnknown(ctx: Context<AnonymousActor>, name: string, password: string): Promise<Outcome<never, LoginRefusal>> {
  const taken = takeUnknownTry(name);
  if (taken === null) return refuseLocked(ctx, null);
  await isPassword(password, null);
  await ctx.transaction((tx) => append(tx, ctx, { action: 'session.open', outcome: 'refused', detail: { reason: 'unknown', try: taken } }));
  return wrong(TRIES - taken);
}

async function refuseLocked(ctx: Context<AnonymousActor>, userId: string | null): Promise<Outcome<never, LoginRefusal>> {
  await ctx.transaction((tx) => append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId: userId, detail: { reason: 'locked' } }));
  return refuse('account-locked');
}

const wrong = (triesLeft: number) => (triesLeft > 0 ? refuse('wrong-credentials', { triesLeft }) : refuse('account-locked'));
