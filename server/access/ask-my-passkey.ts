import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { managedAccount } from './account-rules';
import { requireAccess } from './require-access';
import { requireFresh } from './require-fresh';
import { askRegistration } from './webauthn';

/**
 * Asks this device for a new passkey of the patient's account. The name that the device keeps with it says nothing of the person: telephones are shared.
 * Records a challenge and nothing else.
 */
export async function askMyPasskey(
  ctx: Context<PatientActor>,
): Promise<Outcome<PublicKeyCredentialCreationOptionsJSON, Refusal<'not-found' | 'fresh-proof-needed'>>> {
  const denied = requireAccess(ctx, 'patient.enrol');
  if (denied) return denied;
  const accountId = managedAccount(ctx.actor);
  if (accountId === null) return refuse('not-found');
  return ctx.transaction(async (tx) => {
    const stale = await requireFresh(ctx, tx);
    if (stale) return stale;
    return done(
      await askRegistration(tx, {
        purpose: 'patient-enrol',
        binding: { sessionId: ctx.actor.sessionId },
        owner: { realm: 'patient', personId: accountId },
        userName: 'Mon espace',
        displayName: 'Mon espace',
        now: ctx.now(),
      }),
    );
  });
}
