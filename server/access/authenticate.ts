import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { countFailure } from './count-failure';
import { type Entered, letIn } from './let-in';
import { passkeysOf } from './passkey-store';
import { isPassword } from './password';
import { refuseBlocked } from './refuse-blocked';
import { refuseIfShut } from './refuse-shut';
import { METHOD_OF, type SecondFactor, spendSecondFactor } from './second-factor';
import { TRIES } from './session-rules';
import { findUserByLogin, giveTryBack, NOBODY, resetTries, takeTry, type UserRow } from './store';
import { tellNotice } from './tell-notice';
import { type KnownTerminal, terminalOf } from './terminal-of';
import { isExposed } from './terminal-rules';
import { countUnknown, takeUnknownTry } from './unknown-tries';

export interface Credentials {
  login: string;
  password: string;
  second: SecondFactor;
}

export type LoginRefusal = Refusal<'wrong-credentials' | 'account-locked' | 'code-used' | 'passkey-required' | 'terminal-blocked' | 'maintenance-closed'>;

/**
 * Opens a session for the person whose password and second factor these are. Never tests more than three guesses, however many arrive at once and by whichever second
 * factor: the try is taken, and committed, before anything is verified. Which of the three words was wrong, or whether the login exists or is disabled, is not told: the same
 * statements and one password verification happen in each case.
 * @see GBUI II-3; threats.md 8, 10, 11, 12
 */
export async function authenticate(ctx: Context<AnonymousActor>, { login, password, second }: Credentials): Promise<Outcome<Entered, LoginRefusal>> {
  const name = login.trim().toLowerCase();
  const [terminal, found] = await ctx.transaction(async (tx) => [await terminalOf(ctx, tx), await findUserByLogin(tx, name)] as const);
  if (terminal.state !== 'active') return ctx.transaction((tx) => refuseBlocked(ctx, tx, terminal.id));
  const user = found && found.disabledAt === null ? found : null;
  const claimed = await ctx.transaction((tx) => claimTry(ctx, tx, user, terminal, name));
  if (claimed === 'locked') return refuseLocked(ctx, user?.id ?? null);
  if (claimed === 'blocked') return ctx.transaction((tx) => refuseBlocked(ctx, tx, terminal.id));
  // As for an account that is locked: nothing is verified any more.
  if (claimed.triesLeft < 0) return refuseUnknown(ctx, terminal, claimed, 'unknown');
  const owner = (await isPassword(password, user?.passwordHash ?? null)) ? user : null;
  const verdict = await ctx.transaction((tx) => spendSecondFactor(ctx, tx, owner, second));
  if (!user) return refuseUnknown(ctx, terminal, claimed, found ? 'disabled' : 'unknown');
  if (!owner || verdict === 'wrong') return wrong(await countFailure(ctx, user.id, claimed.number, 'session.open', terminal.id), isExposed(terminal.kind));
  return ctx.transaction((tx) => (verdict === 'again' ? refuseUsed(ctx, tx, user) : enter(ctx, tx, user, second, terminal)));
}

interface Claimed {
  /** Which of the three of the account, or of the terminal for an identifier that opens none. */
  number: number;
  triesLeft: number;
}

/** Takes the try of the account, or the terminal's for whoever has none, by the same statements; `locked` and `blocked` when none was left. */
async function claimTry(
  ctx: Context<AnonymousActor>,
  tx: Transaction,
  user: UserRow | null,
  terminal: KnownTerminal,
  name: string,
): Promise<Claimed | 'locked' | 'blocked'> {
  const known = await takeTry(tx, user?.id ?? NOBODY);
  const unknown = await takeUnknownTry(tx, user ? NOBODY : terminal.id, user?.id ?? name, ctx.now());
  if (user) return known === null ? 'locked' : { number: known, triesLeft: TRIES - known };
  return unknown === null ? 'blocked' : { number: unknown.ofTerminal, triesLeft: unknown.triesLeft };
}

async function enter(
  ctx: Context<AnonymousActor>,
  tx: Transaction,
  user: UserRow,
  second: SecondFactor,
  terminal: KnownTerminal,
): Promise<Outcome<Entered, LoginRefusal>> {
  await resetTries(tx, user.id);
  if (second.kind === 'totp' && (await passkeysOf(tx, { realm: 'professional', personId: user.id })).length > 0) {
    await append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId: user.id, detail: { reason: 'passkey-required' } });
    return refuse('passkey-required');
  }
  const shut = await refuseIfShut(ctx, tx, user.id);
  if (shut) return shut;
  if (second.kind === 'recovery') await tellNotice(tx, ctx, { kind: 'recovery-used', audience: { userId: user.id }, subjectId: user.id });
  return done(await letIn(ctx, tx, user, terminal, { method: METHOD_OF[second.kind] }));
}

/** The person was right, only too quick: the try does not count. */
async function refuseUsed(ctx: Context<AnonymousActor>, tx: Transaction, user: UserRow): Promise<Outcome<never, LoginRefusal>> {
  await giveTryBack(tx, user.id);
  await append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId: user.id, detail: { reason: 'code-used' } });
  return refuse('code-used');
}

/** It cost the terminal one of its three tries, and is answered as for an account until the third. */
async function refuseUnknown(
  ctx: Context<AnonymousActor>,
  terminal: KnownTerminal,
  { number, triesLeft }: Claimed,
  reason: 'unknown' | 'disabled',
): Promise<Outcome<never, LoginRefusal>> {
  return (await countUnknown(ctx, terminal.id, number, reason)) ? refuse('terminal-blocked') : wrong(triesLeft, false);
}

async function refuseLocked(ctx: Context<AnonymousActor>, userId: string | null): Promise<Outcome<never, LoginRefusal>> {
  await ctx.transaction((tx) => append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId: userId, detail: { reason: 'locked' } }));
  return refuse('account-locked');
}

function wrong(triesLeft: number, blocksTerminal: boolean) {
  if (triesLeft > 0) return refuse('wrong-credentials', { triesLeft });
  return refuse(blocksTerminal ? 'terminal-blocked' : 'account-locked');
}
