import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { sha256 } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { type AccountCodeRow, claimStepTry, useStep } from './account-code-store';
import { STEP_TRIES } from './account-rules';
import { findAccount, spendAccountTotpStep } from './account-store';
import { claim } from './claim';
import { isCode } from './code-hash';
import { stepOf } from './one-time-code';
import { open } from './secret-box';

export type StepRefusal = Refusal<'wrong-step-code' | 'code-expired' | 'code-used' | 'step-closed'>;

export interface FinishedStep {
  accountId: string;
  /** Where the codes had been sent: proven to be the person's. */
  reached: readonly { channel: string; address: string | null }[];
}

/**
 * Uses a step up when every code of it is right, once. The try is taken before anything is verified, so that of however many guesses three are tested; which
 * of two codes was wrong, or whether anything was ever sent, is not told. Call it in a transaction that commits also when the answer is a refusal.
 * @see threats.md 8, 10, 11
 */
export async function finishStep(
  ctx: Context,
  tx: Transaction,
  { purpose, step, codes }: { purpose: 'enrol' | 'enter' | 'contact' | 'recover'; step: string; codes: Partial<Record<string, string>> },
): Promise<Outcome<FinishedStep, StepRefusal>> {
  if (ctx.actor.kind === 'anonymous') await claim(tx, { step });
  const rows = await claimStepTry(tx, sha256(step), purpose);
  const [first] = rows;
  if (!first) return refuse('step-closed');
  if (first.expiresAt <= ctx.now()) return refuse('code-expired');
  const answers = await Promise.all(rows.map((row) => verify(ctx, tx, row, codes[row.channel] ?? '')));
  if (first.accountId === null || answers.includes('wrong')) {
    const triesLeft = STEP_TRIES - Math.max(...rows.map((row) => row.failedAttempts));
    return triesLeft > 0 ? refuse('wrong-step-code', { triesLeft }) : refuse('step-closed');
  }
  if (answers.includes('used')) return refuse('code-used');
  await useStep(tx, sha256(step), ctx.now());
  return done({ accountId: first.accountId, reached: rows.map(({ channel, address }) => ({ channel, address })) });
}

async function verify(ctx: Context, tx: Transaction, row: AccountCodeRow, given: string): Promise<'right' | 'wrong' | 'used'> {
  if (row.channel !== 'totp') return (await isCode(given, row)) ? 'right' : 'wrong';
  const account = row.accountId === null ? undefined : await findAccount(tx, row.accountId);
  if (!account?.totpSecret) return 'wrong';
  const at = stepOf(given, open(account.totpSecret, account.id), ctx.now());
  if (at === null) return 'wrong';
  return (await spendAccountTotpStep(tx, account.id, at)) ? 'right' : 'used';
}
