'use client';

import { startAuthentication, WebAuthnAbortService } from '@simplewebauthn/browser';
import type { AskedAssertion, Proof } from '../../server/api/prove';
import { takeSecret, tellSecret, withSecretAsked } from './passkey-secret';

/**
 * Asks the person's authenticator for an assertion; null when she gave up, took too long, or has no such key at hand. Browsers do not tell these apart,
 * on purpose. Anything else that fails (no WebAuthn at all, another address) is thrown.
 * @see W3C WebAuthn level 3, 14.5.2
 */
export async function askPasskey(options: AskedAssertion): Promise<Proof | null> {
  try {
    const assertion = await startAuthentication({ optionsJSON: withSecretAsked(options) });
    const { secret, rest } = takeSecret(assertion.id, assertion.clientExtensionResults);
    if (secret) tellSecret(secret);
    return { method: 'passkey', assertion: { ...assertion, clientExtensionResults: rest } };
  } catch (error) {
    if (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')) return null;
    throw error;
  }
}

/** Takes the browser's own window away when ours is closed. */
export const giveUpPasskey = (): void => WebAuthnAbortService.cancelCeremony();
