'use client';

import { startRegistration } from '@simplewebauthn/browser';
import { takeSecret } from './passkey-secret';

/** Some authenticators give a secret only where it was asked for from the first. */
const SECRET_WANTED: object = { prf: {} };

type Options = Parameters<typeof startRegistration>[0]['optionsJSON'];

/** Asks the person's authenticator to make a passkey; null when she gave up, took too long, or this device has one already. */
export async function makePasskey(optionsJSON: Options) {
  try {
    const registration = await startRegistration({ optionsJSON: { ...optionsJSON, extensions: { ...optionsJSON.extensions, ...SECRET_WANTED } } });
    return { ...registration, clientExtensionResults: takeSecret(registration.id, registration.clientExtensionResults).rest };
  } catch (error) {
    if (error instanceof Error && ['NotAllowedError', 'AbortError', 'InvalidStateError'].includes(error.name)) return null;
    throw error;
  }
}
