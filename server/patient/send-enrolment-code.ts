import { readAccount } from '../access/account';
import { CODES } from '../access/account-rules';
import { beginStep } from '../access/begin-step';
import { withinLimit } from '../access/rate-limit';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { contactsOf } from './enrolment-rules';
import { findPatient } from './store';

/** Sends the second proof of an enrolment to the telephone, else the mailbox, that was known before: never to one that is given now. */
export async function sendEnrolmentCode(
  ctx: Context<PatientActor>,
): Promise<Outcome<{ step: string; channel: 'sms' | 'mail' }, Refusal<'not-found' | 'too-many-requests'>>> {
  const denied = requireAccess(ctx, 'patient.enrol');
  if (denied) return denied;
  const { accountId, stage, patientId, representationId } = ctx.actor;
  if (stage !== 'confirming' || accountId === null) return refuse('not-found');
  return ctx.transaction(async (tx) => {
    const patient = representationId === null ? ((await findPatient(tx, patientId)) ?? null) : null;
    const [contact] = contactsOf(await readAccount(tx, accountId), patient);
    if (!contact) return refuse('not-found');
    if (!(await withinLimit(tx, CODES, accountId, ctx.now()))) return refuse('too-many-requests');
    const step = await beginStep(ctx, tx, { purpose: 'enrol', accountId, to: [contact] });
    await append(tx, ctx, { action: 'account.ask-code', subjectId: accountId, detail: { purpose: 'enrol', channel: contact.channel } });
    return done({ step, channel: contact.channel });
  });
}
