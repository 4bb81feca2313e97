import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { managedAccount } from './account-rules';
import { type AccountRow, changeAccount, findAccount } from './account-store';
import { type FinishedStep, finishStep, type StepRefusal } from './finish-step';
import { requireAccess } from './require-access';
import { tellHolder } from './tell-holder';

type Refused = Refusal<'not-found' | 'contact-taken'> | StepRefusal;

/** Makes an address the account's once its code has come back, and tells the one before. A mailbox is the identifier of one account only. */
export async function keepContact(ctx: Context<PatientActor>, input: { step: string; code: string }): Promise<Outcome<{ kept: true }, Refused>> {
  const denied = requireAccess(ctx, 'patient.enrol');
  if (denied) return denied;
  const accountId = managedAccount(ctx.actor);
  if (accountId === null) return refuse('not-found');
  return ctx.transaction(async (tx) => {
    const finished = await finishStep(ctx, tx, { purpose: 'contact', step: input.step, codes: { sms: input.code, mail: input.code } });
    const account = await findAccount(tx, accountId);
    if (!finished.ok || !account || finished.value.accountId !== accountId) {
      const reason = finished.ok ? 'not-found' : finished.refusal.code;
      await append(tx, ctx, { action: 'account.change-contact', outcome: 'refused', subjectId: accountId, detail: { reason } });
      return finished.ok ? refuse('not-found') : finished;
    }
    return keep(ctx, tx, account, finished.value.reached[0]);
  });
}

async function keep(
  ctx: Context,
  tx: Transaction,
  account: AccountRow,
  reached: FinishedStep['reached'][number] | undefined,
): Promise<Outcome<{ kept: true }, Refused>> {
  const channel = reached?.channel === 'sms' ? 'sms' : 'mail';
  const address = reached?.address ?? null;
  const isKept = await tx
    .transaction((inner) => changeAccount(inner, account.id, contactOf(channel, address, ctx.now(), account)))
    .then(
      () => true,
      (error: unknown) => {
        if (isTaken(error)) return false;
        throw error;
      },
    );
  await append(tx, ctx, { action: 'account.change-contact', outcome: isKept ? 'done' : 'refused', subjectId: account.id, detail: { channel } });
  if (!isKept) return refuse('contact-taken');
  await tellHolder(ctx, tx, account, 'contact-changed');
  return done({ kept: true });
}

/** The address, and that the second factor by that channel was proven with it. */
const contactOf = (channel: 'sms' | 'mail', address: string | null, now: Date, account: AccountRow) => ({
  ...(channel === 'sms' ? { phone: address } : { login: address }),
  ...(account.secondFactor === channel ? { secondFactorSetAt: now } : {}),
});

/** Unique violation: somebody else's identifier. The mailbox is proven, so it may be told. */
function isTaken(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '23505';
}
