import { readAccount } from '../access/account';
import { KNOCKS } from '../access/account-rules';
import { claim } from '../access/claim';
import { createPatientSession } from '../access/create-patient-session';
import { finishStep, type StepRefusal } from '../access/finish-step';
import { withinLimit } from '../access/rate-limit';
import { requireAccess } from '../access/require-access';
import { resetMeans } from '../access/reset-means';
import { tellHolder } from '../access/tell-holder';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { personOfAccount } from './person-of-account';

type Refused = StepRefusal | Refusal<'not-found' | 'nobody-to-read' | 'too-many-requests'>;

/**
 * Gives an account back to whoever has read both codes: mailbox and telephone, two possessions, as strong as the way in. Its other sessions end; its passkeys,
 * password and authenticator open nothing any more; the lock is lifted; and the holder is told at both addresses.
 */
export async function finishRecovery(
  ctx: Context<AnonymousActor>,
  { step, mailCode, smsCode }: { step: string; mailCode: string; smsCode: string },
): Promise<Outcome<{ cookie: string }, Refused>> {
  const denied = requireAccess(ctx, 'door.use');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await withinLimit(tx, KNOCKS, ctx.actor.address, ctx.now()))) return refuse('too-many-requests');
    const finished = await finishStep(ctx, tx, { purpose: 'recover', step, codes: { mail: mailCode, sms: smsCode } });
    if (!finished.ok) {
      await append(tx, ctx, { action: 'account.recover', outcome: 'refused', detail: { reason: finished.refusal.code } });
      return finished;
    }
    const { accountId } = finished.value;
    await claim(tx, { step });
    const [account, person] = [await readAccount(tx, accountId), await personOfAccount(tx, accountId, ctx.now())];
    if (!account || !person) return refuse('nobody-to-read');
    const passkeys = await resetMeans(ctx, tx, accountId, ctx.now());
    await tellHolder(ctx, tx, account, 'recovered');
    await append(tx, ctx, { action: 'account.recover', subjectId: accountId, detail: { passkeys } });
    const entry = { method: 'recovery', patientAccountId: accountId, representationId: person.representationId } as const;
    return done({ cookie: await createPatientSession(ctx, tx, person.patientId, entry) });
  });
}
