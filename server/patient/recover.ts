import type { Transaction } from '../../db/client';
import { readClaimedAccount } from '../access/account';
import { KNOCKS, RECOVERIES } from '../access/account-rules';
import { beginStep } from '../access/begin-step';
import { claim, plainLogin } from '../access/claim';
import { withinLimit } from '../access/rate-limit';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { isInForce } from './enrolment-rules';
import { linkedPatientIds, representationsOf } from './enrolment-store';
import { findPatient } from './store';

/**
 * Begins the recovery of an account: a code to its mailbox and another to its telephone, when the birth date is its holder's. Answers and writes the same for
 * an identifier that nobody has, a wrong date and an account without both addresses: then nothing leaves.
 * @see threats.md 10
 */
export async function recover(
  ctx: Context<AnonymousActor>,
  { login, birthDate }: { login: string; birthDate: string },
): Promise<Outcome<{ step: string }, Refusal<'not-found' | 'too-many-requests'>>> {
  const denied = requireAccess(ctx, 'door.use');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const isWithin = await withinLimit(tx, KNOCKS, ctx.actor.address, ctx.now());
    if (!isWithin || !(await withinLimit(tx, RECOVERIES, plainLogin(login), ctx.now()))) return refuse('too-many-requests');
    await claim(tx, { login });
    const account = await readClaimedAccount(tx);
    const isHis = account !== null && account.login !== null && account.phone !== null && (await isBornOn(tx, account.id, birthDate, ctx.now()));
    const to = [
      { channel: 'mail', address: account?.login ?? null },
      { channel: 'sms', address: account?.phone ?? null },
    ] as const;
    const step = await beginStep(ctx, tx, { purpose: 'recover', accountId: isHis ? account.id : null, to });
    const detail = { reason: isHis ? null : account ? 'wrong-proof' : 'unknown' };
    await append(tx, ctx, { action: 'account.ask-recovery', outcome: isHis ? 'done' : 'refused', subjectId: account?.id ?? null, detail });
    return done({ step });
  });
}

/** Whether somebody whom the account is, or reads for another as, was born that day. */
async function isBornOn(tx: Transaction, accountId: string, birthDate: string, now: Date): Promise<boolean> {
  for (const patientId of await linkedPatientIds(tx, accountId)) if ((await findPatient(tx, patientId))?.birthDate === birthDate) return true;
  return (await representationsOf(tx, accountId)).some((row) => isInForce(row, now) && row.birthDate === birthDate);
}
