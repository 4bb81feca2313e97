import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { spendActivation, takeActivationTry } from './activation-store';
import { type Entered, letIn } from './let-in';
import { ownedCodeHash } from './paper-code';
import { refuseBlocked } from './refuse-blocked';
import { findUserByLogin, NOBODY } from './store';
import { terminalOf } from './terminal-of';

export interface ActivationTry {
  login: string;
  code: string;
}

export type ActivationRefusal = Refusal<'activation-refused' | 'terminal-blocked'>;

/**
 * Opens the session in which a person sets up his first means of identification, and which opens nothing else. Never tests more than three guesses of one code: the try is
 * taken, and committed, before the code is looked at. An unknown identifier, a wrong, used, expired or withdrawn code get the same answer after the same work (threats.md 10).
 */
export async function activate(ctx: Context<AnonymousActor>, { login, code }: ActivationTry): Promise<Outcome<Entered, ActivationRefusal>> {
  const [terminal, user] = await ctx.transaction(async (tx) => [await terminalOf(ctx, tx), await findUserByLogin(tx, login.trim().toLowerCase())] as const);
  if (terminal.state !== 'active') return ctx.transaction((tx) => refuseBlocked(ctx, tx, terminal.id));
  const owner = user && user.disabledAt === null ? user.id : NOBODY;
  const taken = await ctx.transaction((tx) => takeActivationTry(tx, owner, ctx.now()));
  const isRight = taken?.codeHash === ownedCodeHash(owner, code);
  return ctx.transaction(async (tx) => {
    if (!user || !taken || !isRight || !(await spendActivation(tx, taken.id, ctx.now()))) {
      await append(tx, ctx, { action: 'activation.use', outcome: 'refused', subjectId: user?.id ?? null, detail: { try: taken?.failedAttempts ?? null } });
      return refuse('activation-refused');
    }
    await append(tx, ctx, { action: 'activation.use', subjectId: user.id });
    return done(await letIn(ctx, tx, user, terminal, { method: 'activation', stage: 'enrolling' }));
  });
}
