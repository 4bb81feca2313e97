import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newToken, sha256 } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { KNOCKS } from './account-rules';
import { withinLimit } from './rate-limit';
import { requireAccess } from './require-access';
import { askAssertion } from './webauthn';

export interface AskedPasskey {
  options: PublicKeyCredentialRequestOptionsJSON;
  /** Stays with the page that asked: only it may answer. */
  binding: string;
}

/** Asks whichever passkey of a patient this browser finds; names none, so that it tells of nobody. Records a challenge and nothing else. */
export async function askPatientPasskey(ctx: Context<AnonymousActor>): Promise<Outcome<AskedPasskey, Refusal<'not-found' | 'too-many-requests'>>> {
  const denied = requireAccess(ctx, 'door.use');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await withinLimit(tx, KNOCKS, ctx.actor.address, ctx.now()))) return refuse('too-many-requests');
    const binding = newToken();
    const options = await askAssertion(tx, { purpose: 'patient-enter', binding: { bindingHash: sha256(binding) }, now: ctx.now() });
    return done({ options, binding });
  });
}
