import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { hasPasswordPath, managedAccount } from './account-rules';
import { findAccount, sessionsOfAccount } from './account-store';
import { passkeysOf } from './passkey-store';
import { requireAccess } from './require-access';

const SHOWN_MS = 90 * 24 * 3_600_000;

export interface MyAccess {
  /** False for whoever came by the link of a notice and has not made himself an access. */
  hasAccount: boolean;
  login: string | null;
  phone: string | null;
  passwordSetAt: Date | null;
  secondFactor: 'sms' | 'mail' | 'totp';
  hasPasswordPath: boolean;
  passkeys: { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }[];
  /** Newest first, ninety days. */
  entries: { id: string; method: string; at: Date; terminal: string; isOpen: boolean; isThis: boolean }[];
}

const NONE: MyAccess = {
  hasAccount: false,
  login: null,
  phone: null,
  passwordSetAt: null,
  secondFactor: 'sms',
  hasPasswordPath: false,
  passkeys: [],
  entries: [],
};

/** Answers by what means the patient's own account is entered, and when it was; of no other account. */
export async function readMyAccess(ctx: Context<PatientActor>): Promise<Outcome<MyAccess, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'patient.enrol');
  if (denied) return denied;
  const accountId = managedAccount(ctx.actor);
  if (accountId === null) return done(NONE);
  return ctx.transaction(async (tx) => {
    const account = await findAccount(tx, accountId);
    if (!account) return refuse('not-found');
    const now = ctx.now();
    const passkeys = await passkeysOf(tx, { realm: 'patient', personId: accountId });
    const sessions = await sessionsOfAccount(tx, accountId, new Date(now.getTime() - SHOWN_MS));
    return done({
      hasAccount: true,
      login: account.login,
      phone: account.phone,
      passwordSetAt: account.passwordHash === null ? null : account.passwordSetAt,
      secondFactor: account.secondFactor === 'totp' ? 'totp' : account.secondFactor === 'mail' ? 'mail' : 'sms',
      hasPasswordPath: hasPasswordPath(account),
      passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
      entries: sessions
        .filter(({ stage }) => stage === 'full')
        .map((row) => ({
          id: row.id,
          method: row.method,
          at: row.createdAt,
          terminal: row.terminal,
          isOpen: row.revokedAt === null && row.expiresAt > now,
          isThis: row.id === ctx.actor.sessionId,
        })),
    });
  });
}
