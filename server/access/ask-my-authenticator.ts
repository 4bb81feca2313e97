import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { managedAccount, pendingSecretOf } from './account-rules';
import { newTotpSecret, totpUri } from './one-time-code';
import { requireAccess } from './require-access';
import { seal } from './secret-box';

/** A fresh secret for the patient's authenticator: to scan, and sealed for this account, to come back with its first code. Nothing is stored yet. */
export function askMyAuthenticator(ctx: Context<PatientActor>): Outcome<{ uri: string; secret: string; sealed: string }, Refusal<'not-found'>> {
  const denied = requireAccess(ctx, 'patient.enrol');
  if (denied) return denied;
  const accountId = managedAccount(ctx.actor);
  if (accountId === null) return refuse('not-found');
  const secret = newTotpSecret();
  return done({ uri: totpUri('Mon espace', secret), secret, sealed: seal(secret, pendingSecretOf(accountId)) });
}
