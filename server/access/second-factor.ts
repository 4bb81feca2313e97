import type { Transaction } from '../../db/client';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { stepOf } from './one-time-code';
import type { EntryMethod } from './open-session';
import { ownedCodeHash } from './paper-code';
import { spendRecoveryCode } from './recovery-store';
import { open } from './secret-box';
import { NOBODY, spendTotpStep, type UserRow } from './store';
import { type Assertion, verifyAssertion } from './webauthn';

/** What comes with the password; there is no way in without one of them. */
export type SecondFactor = { kind: 'totp'; code: string } | { kind: 'passkey'; assertion: Assertion; bindingHash: string } | { kind: 'recovery'; code: string };

/** `again`: a right code that was used before. */
export type SecondVerdict = 'right' | 'wrong' | 'again';

export const METHOD_OF: Record<SecondFactor['kind'], EntryMethod> = { totp: 'password-totp', passkey: 'password-passkey', recovery: 'password-recovery' };

const NO_SECRET = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/**
 * Verifies and uses up the second factor, in a transaction that commits whatever the verdict. `owner` is null for whoever does not exist or gave a wrong password: then
 * the same statements run and nothing of anybody is used up (threats.md 10); only the challenge of an assertion is spent in any case.
 * @see threats.md 11, 12
 */
export async function spendSecondFactor(ctx: Context<AnonymousActor>, tx: Transaction, owner: UserRow | null, second: SecondFactor): Promise<SecondVerdict> {
  switch (second.kind) {
    case 'totp':
      return spendTotp(ctx, tx, owner, second.code);
    case 'passkey':
      return (await isOwnAssertion(ctx, tx, owner, second)) ? 'right' : 'wrong';
    case 'recovery': {
      const id = owner?.id ?? NOBODY;
      return (await spendRecoveryCode(tx, id, ownedCodeHash(id, second.code), ctx.now())) ? 'right' : 'wrong';
    }
  }
}

async function spendTotp(ctx: Context<AnonymousActor>, tx: Transaction, owner: UserRow | null, code: string): Promise<SecondVerdict> {
  const secret = owner?.totpSecret ? open(owner.totpSecret, owner.id) : null;
  const step = stepOf(code, secret ?? NO_SECRET, ctx.now());
  const isRight = secret !== null && step !== null;
  const spent = await spendTotpStep(tx, isRight && owner ? owner.id : NOBODY, step ?? 0);
  if (!isRight) return 'wrong';
  return spent ? 'right' : 'again';
}

async function isOwnAssertion(
  ctx: Context<AnonymousActor>,
  tx: Transaction,
  owner: UserRow | null,
  { assertion, bindingHash }: Extract<SecondFactor, { kind: 'passkey' }>,
): Promise<boolean> {
  const expected = { purpose: 'second-factor', binding: { bindingHash }, realm: 'professional', now: ctx.now() } as const;
  const verified = await verifyAssertion(tx, assertion, expected);
  return verified !== null && owner !== null && verified.passkey.userId === owner.id;
}
