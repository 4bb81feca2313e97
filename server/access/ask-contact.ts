import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { type Channel, CODES, managedAccount, plainMail, plainPhone } from './account-rules';
import { beginStep } from './begin-step';
import { withinLimit } from './rate-limit';
import { requireAccess } from './require-access';
import { requireFresh } from './require-fresh';

/** Sends a code to an address that the patient gives; it counts for nothing until the code has come back. */
export async function askContact(
  ctx: Context<PatientActor>,
  { channel, address: typed }: { channel: Channel; address: string },
): Promise<Outcome<{ step: string }, Refusal<'not-found' | 'impossible-address' | 'fresh-proof-needed' | 'too-many-requests'>>> {
  const denied = requireAccess(ctx, 'patient.enrol');
  if (denied) return denied;
  const accountId = managedAccount(ctx.actor);
  if (accountId === null) return refuse('not-found');
  const address = channel === 'sms' ? plainPhone(typed) : plainMail(typed);
  if (address === null) return refuse('impossible-address');
  return ctx.transaction(async (tx) => {
    const stale = await requireFresh(ctx, tx);
    if (stale) return stale;
    if (!(await withinLimit(tx, CODES, accountId, ctx.now()))) return refuse('too-many-requests');
    const step = await beginStep(ctx, tx, { purpose: 'contact', accountId, to: [{ channel, address }] });
    await append(tx, ctx, { action: 'account.ask-code', subjectId: accountId, detail: { purpose: 'contact', channel } });
    return done({ step });
  });
}
