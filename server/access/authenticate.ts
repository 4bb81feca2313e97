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
import { findUserByLogin, giveTryBack, resetTries, spendTotpStep, takeTry, type UserRow } from './store';
import { type KnownTerminal, terminalOf } from './terminal-of';
import { isExposed } from './terminal-rules';
import { resetTerminalTries } from './terminal-store';
import { countUnknown, takeUnknownTry } from './unknown-tries';

export interface Credentials {
  login: string;
  password: string;
  code: string;
}

export interface Entered {
  userId: string;
  token: string;
}

type LoginRefusal = Refusal<'wrong-credentials' | 'account-locked' | 'code-used' | 'terminal-blocked'>;

/**
 * Opens a session for the person whose password and one-time code these are. Never tests more than three guesses, however many arrive at once: the
 * try is taken, and committed, before anything is verified. Which of the three words was wrong, or whether the login exists, is not told.
 * @see threats.md 8, 10, 11
 */
export async function authenticate(ctx: Context<AnonymousActor>, { login, password, code }: Credentials): Promise<Outcome<Entered, LoginRefusal>> {
  const name = login.trim().toLowerCase();
  const [terminal, user] = await ctx.transaction(async (tx) => [await terminalOf(ctx, tx), await findUserByLogin(tx, name)] as const);
  if (terminal.state !== 'active') return refuseBlocked(ctx, terminal.id);
  if (!user) return refuseUnknown(ctx, terminal, name, password);
  const taken = await ctx.transaction((tx) => takeTry(tx, user.id));
  if (taken === null) return refuseLocked(ctx, user.id);
  const isRight = await isPassword(password, user.passwordHash);
  const step = isRight && user.totpSecret !== null ? stepOf(code, open(user.totpSecret, user.id), ctx.now()) : null;
  if (step === null) return wrong(await countFailure(ctx, user.id, taken, 'session.open', terminal.id), isExposed(terminal.kind));
  return enter(ctx, terminal, user, step);
}

async function enter(ctx: Context<AnonymousActor>, terminal: KnownTerminal, user: UserRow, step: number): Promise<Outcome<Entered, LoginRefusal>> {
  const now = ctx.now();
  return ctx.transaction(async (tx) => {
    if (!(await spendTotpStep(tx, user.id, step))) {
      await giveTryBack(tx, user.id);
      await append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId: user.id, detail: { reason: 'code-used' } });
      return refuse('code-used');
    }
    await resetTries(tx, user.id);
    await resetTerminalTries(tx, terminal.id);
    const at = { terminalId: terminal.id, idleMs: terminal.idleMs };
    const opened = await openSession(tx, 'professional', user.id, ctx.actor, now, { method: 'password-totp', ...at });
    const actor = await professionalActor(tx, user, { id: opened.id, stage: 'full', terminalId: terminal.id }, ctx.actor, now);
    await append(tx, { ...ctx, actor }, { action: 'session.open', subjectId: opened.id, detail: { tookOver: opened.tookOver } });
    return done({ userId: user.id, token: opened.token });
  });
}

/** Costs the terminal one of its three tries, and answers as for an account until the third. */
async function refuseUnknown(ctx: Context<AnonymousActor>, terminal: KnownTerminal, name: string, password: string): Promise<Outcome<never, LoginRefusal>> {
  const taken = await takeUnknownTry(ctx, terminal.id, name);
  if (taken === null) return refuseBlocked(ctx, terminal.id);
  if (taken.triesLeft >= 0) await isPassword(password, null);
  return (await countUnknown(ctx, terminal.id, taken.ofTerminal)) ? refuse('terminal-blocked') : wrong(taken.triesLeft, false);
}

async function refuseLocked(ctx: Context<AnonymousActor>, userId: string): Promise<Outcome<never, LoginRefusal>> {
  await ctx.transaction((tx) => append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId: userId, detail: { reason: 'locked' } }));
  return refuse('account-locked');
}

/** The same for the right words as for wrong ones: nothing is verified at a blocked terminal. */
async function refuseBlocked(ctx: Context<AnonymousActor>, terminalId: string): Promise<Outcome<never, LoginRefusal>> {
  await ctx.transaction((tx) => append(tx, ctx, { action: 'session.open', outcome: 'refused', detail: { reason: 'terminal-blocked', terminal: terminalId } }));
  return refuse('terminal-blocked');
}

function wrong(triesLeft: number, blocksTerminal: boolean) {
  if (triesLeft > 0) return refuse('wrong-credentials', { triesLeft });
  return refuse(blocksTerminal ? 'terminal-blocked' : 'account-locked');
}
