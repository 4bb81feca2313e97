import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { managedAccount } from './account-rules';
import { findAccount } from './account-store';
import { requireAccess } from './require-access';
import { tellHolder } from './tell-holder';
import { keepRegistration, type Registration } from './webauthn';

/** Keeps the passkey that this device made for the patient's account, when it answers what this session asked; tells the holder where he is reached. */
export async function keepMyPasskey(
  ctx: Context<PatientActor>,
  { registration, name }: { registration: Registration; name: string },
): Promise<Outcome<{ passkeyId: string }, Refusal<'not-found' | 'passkey-not-kept'>>> {
  const denied = requireAccess(ctx, 'patient.enrol');
  if (denied) return denied;
  const accountId = managedAccount(ctx.actor);
  if (accountId === null) return refuse('not-found');
  return ctx.transaction(async (tx) => {
    const owner = { realm: 'patient', personId: accountId } as const;
    const expected = { purpose: 'patient-enrol', binding: { sessionId: ctx.actor.sessionId }, owner, name, now: ctx.now() } as const;
    const kept = await keepRegistration(tx, registration, expected);
    if (!kept) {
      await append(tx, ctx, { action: 'passkey.add', outcome: 'refused', subjectId: accountId, detail: { realm: 'patient' } });
      return refuse('passkey-not-kept');
    }
    await append(tx, ctx, { action: 'passkey.add', subjectId: kept.passkeyId, detail: { realm: 'patient', account: accountId } });
    const account = await findAccount(tx, accountId);
    if (account) await tellHolder(ctx, tx, account, 'passkey-added');
    return done(kept);
  });
}
