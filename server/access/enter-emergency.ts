import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { countFailure } from './count-failure';
import { findEmergencyByLogin, insertOpening, spendEnvelopeCode } from './emergency-store';
import type { Entered } from './let-in';
import { openSession } from './open-session';
import { ownedCodeHash, plainPaperCode } from './paper-code';
import { isPassword } from './password';
import { professionalActor } from './read-actor';
import { resetTries, takeTry, type UserRow } from './store';
import { tellNotice } from './tell-notice';
import { type KnownTerminal, terminalOf } from './terminal-of';
import { countUnknown, takeUnknownTry } from './unknown-tries';

/** Long enough to put things right, and no longer. */
export const EMERGENCY_MS = 60 * 60_000;
export const LEAST_REASON = 10;

export interface EnvelopeContent {
  login: string;
  passphrase: string;
  code: string;
  /** Why the envelope was opened, in the words of whoever did. */
  reason: string;
}

export type EmergencyRefusal = Refusal<'wrong-credentials' | 'account-locked' | 'terminal-blocked' | 'emergency-reason'>;

/**
 * Opens the sealed account with what lies in its envelope: passphrase and one of its codes, which is then used up. Never quietly: in the same transaction every
 * biologist and every administrator is told. Its own three tries are counted before anything is verified; no lock of any other account closes it.
 * @see product.md decision 5; threats.md 8, 24
 */
export async function enterEmergency(ctx: Context<AnonymousActor>, content: EnvelopeContent): Promise<Outcome<Entered, EmergencyRefusal>> {
  const reason = content.reason.trim();
  if (reason.length < LEAST_REASON) return refuse('emergency-reason');
  const login = content.login.trim().toLowerCase();
  const [terminal, account] = await ctx.transaction(async (tx) => [await terminalOf(ctx, tx), await findEmergencyByLogin(tx, login)] as const);
  if (terminal.state !== 'active') return refused(ctx, 'terminal-blocked', null, terminal.id);
  if (!account) return refuseUnknown(ctx, terminal, login, content.passphrase);
  const taken = await ctx.transaction((tx) => takeTry(tx, account.id));
  if (taken === null) return refused(ctx, 'account-locked', account.id, terminal.id);
  const isRight = await isPassword(plainPassphrase(content.passphrase), account.passwordHash);
  const entered = isRight ? await ctx.transaction((tx) => open(ctx, tx, account, terminal, { ...content, reason })) : null;
  if (entered) return done(entered);
  return wrong(await countFailure(ctx, account.id, taken, 'session.open', terminal.id));
}

/** Null when the code is not one of the envelope's, or was used. */
async function open(
  ctx: Context<AnonymousActor>,
  tx: Transaction,
  account: UserRow,
  terminal: KnownTerminal,
  content: EnvelopeContent,
): Promise<Entered | null> {
  const now = ctx.now();
  if (!(await spendEnvelopeCode(tx, account.id, ownedCodeHash(account.id, content.code), now))) return null;
  await resetTries(tx, account.id);
  const endsAt = new Date(now.getTime() + EMERGENCY_MS);
  const entry = { method: 'emergency', endsAt, terminalId: terminal.id, idleMs: terminal.idleMs } as const;
  const opened = await openSession(tx, 'professional', account.id, ctx.actor, now, entry);
  await insertOpening(tx, { id: newId(), userId: account.id, sessionId: opened.id, reason: content.reason, address: ctx.actor.address, at: now });
  const actor = await professionalActor(tx, account, { id: opened.id, stage: 'full', terminalId: terminal.id }, ctx.actor, now);
  await append(tx, { ...ctx, actor }, { action: 'emergency.open', subjectId: opened.id, detail: { tookOver: opened.tookOver } });
  for (const role of ['biologist', 'administrator'] as const)
    await tellNotice(tx, ctx, { kind: 'emergency-used', audience: { role }, subjectId: account.id, detail: { address: ctx.actor.address } });
  return { userId: account.id, token: opened.token };
}

/** It was drawn from the signs of the paper codes, and is typed off paper like them. */
function plainPassphrase(typed: string): string {
  return (plainPaperCode(typed).match(/.{1,4}/g) ?? []).join('-');
}

async function refuseUnknown(
  ctx: Context<AnonymousActor>,
  terminal: KnownTerminal,
  login: string,
  passphrase: string,
): Promise<Outcome<never, EmergencyRefusal>> {
  const taken = await ctx.transaction((tx) => takeUnknownTry(tx, terminal.id, login, ctx.now()));
  if (taken === null) return refused(ctx, 'terminal-blocked', null, terminal.id);
  await isPassword(passphrase, null);
  return (await countUnknown(ctx, terminal.id, taken.ofTerminal, 'unknown')) ? refuse('terminal-blocked') : wrong(taken.triesLeft);
}

async function refused(
  ctx: Context<AnonymousActor>,
  code: 'terminal-blocked' | 'account-locked',
  subjectId: string | null,
  terminal: string,
): Promise<Outcome<never, EmergencyRefusal>> {
  const reason = code === 'account-locked' ? 'locked' : code;
  await ctx.transaction((tx) => append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId, detail: { reason, terminal } }));
  return refuse(code);
}

const wrong = (triesLeft: number) => (triesLeft > 0 ? refuse('wrong-credentials', { triesLeft }) : refuse('account-locked'));
