'use client';

import { startRegistration } from '@simplewebauthn/browser';

type Options = Parameters<typeof startRegistration>[0]['optionsJSON'];

/** Asks the person's authenticator to make a passkey; null when she gave up, took too long, or this device has one already. */
export async function makePasskey(optionsJSON: Options) {
  try {
    const registration = await startRegistration({ optionsJSON });
    return { ...registration, clientExtensionResults: { ...registration.clientExtensionResults } };
  } catch (error) {
    if (error instanceof Error && ['NotAllowedError', 'AbortError', 'InvalidStateError'].includes(error.name)) return null;
    throw error;
  }
}
