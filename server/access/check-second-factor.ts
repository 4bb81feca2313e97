import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { ACCOUNT_TRIES } from './account-rules';
import { changeAccount, findClaimedAccount, lockPatientAccount, takeAccountTry } from './account-store';
import { claim } from './claim';
import { finishStep, type StepRefusal } from './finish-step';
import { tellHolder } from './tell-holder';

/**
 * Verifies the second factor that a right password asked for; answers whose account it is, and then gives all tries back. A wrong one costs one of the five
 * tries of the account as well as one of the three of the code: asking for code after code wins nothing.
 */
export async function checkSecondFactor(
  ctx: Context,
  tx: Transaction,
  { step, code }: { step: string; code: string },
): Promise<Outcome<{ accountId: string }, StepRefusal | Refusal<'patient-locked'>>> {
  await claim(tx, { step });
  const account = await findClaimedAccount(tx);
  const taken = account ? await takeAccountTry(tx, account.id) : null;
  if (account && taken === null) return refuse('patient-locked');
  const finished = await finishStep(ctx, tx, { purpose: 'enter', step, codes: { sms: code, mail: code, totp: code } });
  if (finished.ok) {
    await changeAccount(tx, finished.value.accountId, { failedAttempts: 0 });
    return done({ accountId: finished.value.accountId });
  }
  await append(tx, ctx, {
    action: 'session.open',
    outcome: 'refused',
    subjectId: account?.id ?? null,
    detail: { reason: finished.refusal.code, try: taken, realm: 'patient' },
  });
  if (account && taken === ACCOUNT_TRIES && (await lockPatientAccount(tx, account.id, ctx.now()))) {
    await append(tx, ctx, { action: 'account.lock', subjectId: account.id, detail: { after: taken, realm: 'patient' } });
    await tellHolder(ctx, tx, account, 'locked');
    return refuse('patient-locked');
  }
  return finished;
}
