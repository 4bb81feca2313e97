import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { sha256 } from '../platform/ids';
import { findClaimedAccount } from './account-store';
import { claim } from './claim';
import { type Assertion, verifyAssertion } from './webauthn';

/** Answers whose account the passkey opens, or null for whatever is wrong, a professional's passkey included. Commit also when the answer is null. */
export async function checkPatientPasskey(
  ctx: Context,
  tx: Transaction,
  { binding, assertion }: { binding: string; assertion: Assertion },
): Promise<{ accountId: string; passkeyId: string } | null> {
  const verified = await verifyAssertion(tx, assertion, {
    purpose: 'patient-enter',
    binding: { bindingHash: sha256(binding) },
    realm: 'patient',
    now: ctx.now(),
  });
  if (!verified) return null;
  await claim(tx, { credential: assertion.id });
  const account = await findClaimedAccount(tx);
  return account && account.id === verified.passkey.patientAccountId ? { accountId: account.id, passkeyId: verified.passkey.id } : null;
}
