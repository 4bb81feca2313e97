'use client';

import { browserSupportsWebAuthn, platformAuthenticatorIsAvailable, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { trpcClient } from './trpc';

/** What became of an attempt: browsers do not tell a person who gave up from one who has no key here, on purpose. */
export type PasskeyOutcome = 'done' | 'given-up';

/** Whether this device can recognise its person by finger, face or code. */
export const canRecognise = async (): Promise<boolean> => browserSupportsWebAuthn() && (await platformAuthenticatorIsAvailable().catch(() => false));

/** Makes a passkey of the patient's account on this device and has it kept. */
export async function addMyPasskey(name: string): Promise<PasskeyOutcome> {
  const options = await trpcClient.means.askPasskey.mutate();
  const made = await unlessGivenUp(() => startRegistration({ optionsJSON: options }));
  if (made === null) return 'given-up';
  await trpcClient.means.keepPasskey.mutate({ registration: { ...made, clientExtensionResults: { ...made.clientExtensionResults } }, name });
  return 'done';
}

/** Comes in with a passkey that this device finds; answers the report of the link that the person came by, or null. */
export async function enterWithMyPasskey(noticeToken?: string): Promise<{ reportId: string | null } | 'given-up'> {
  const { options, binding } = await trpcClient.entry.askPasskey.mutate();
  const assertion = await unlessGivenUp(() => startAuthentication({ optionsJSON: options }));
  if (assertion === null) return 'given-up';
  return trpcClient.entry.byPasskey.mutate({
    binding,
    assertion: { ...assertion, clientExtensionResults: { ...assertion.clientExtensionResults } },
    ...(noticeToken === undefined ? {} : { noticeToken }),
  });
}

async function unlessGivenUp<T>(ceremony: () => Promise<T>): Promise<T | null> {
  try {
    return await ceremony();
  } catch (error) {
    if (error instanceof Error && ['NotAllowedError', 'AbortError', 'InvalidStateError'].includes(error.name)) return null;
    throw error;
  }
}
