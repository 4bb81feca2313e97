import { KNOCKS } from '../access/account-rules';
import { checkSecondFactor } from '../access/check-second-factor';
import { createPatientSession } from '../access/create-patient-session';
import type { StepRefusal } from '../access/finish-step';
import { withinLimit } from '../access/rate-limit';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { personOfAccount } from './person-of-account';

type Refused = StepRefusal | Refusal<'not-found' | 'patient-locked' | 'nobody-to-read' | 'too-many-requests'>;

/** Opens a patient's session for the second factor that a right password asked for, once. */
export async function enterByPassword(ctx: Context<AnonymousActor>, input: { step: string; code: string }): Promise<Outcome<{ cookie: string }, Refused>> {
  const denied = requireAccess(ctx, 'door.use');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await withinLimit(tx, KNOCKS, ctx.actor.address, ctx.now()))) return refuse('too-many-requests');
    const checked = await checkSecondFactor(ctx, tx, input);
    if (!checked.ok) return checked;
    const { accountId } = checked.value;
    const person = await personOfAccount(tx, accountId, ctx.now());
    if (!person) {
      await append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId: accountId, detail: { reason: 'nobody-to-read', realm: 'patient' } });
      return refuse('nobody-to-read');
    }
    const entry = { method: 'patient-password', patientAccountId: accountId, representationId: person.representationId } as const;
    return done({ cookie: await createPatientSession(ctx, tx, person.patientId, entry) });
  });
}
