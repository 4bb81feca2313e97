/** What each passkey is asked its secret for; the answer differs by passkey, and each pack adds a salt of its own. */
const ASKED = new TextEncoder().encode('relais pack secret v1');

export interface PasskeySecret {
  credentialId: string;
  secret: ArrayBuffer;
}

/** Asks for the secret beside the assertion, where the authenticator has one. */
export const withSecretAsked = <Options extends { extensions?: object }>(options: Options): Options => ({
  ...options,
  extensions: { ...options.extensions, prf: { eval: { first: ASKED } } },
});

/** The secret in an assertion's answer, or null; and the answer without it: it never leaves this device. */
export function takeSecret(id: string, results: object): { secret: PasskeySecret | null; rest: Record<string, unknown> } {
  const { prf, ...rest } = results as { prf?: { results?: { first?: ArrayBuffer } } };
  const first = prf?.results?.first;
  return { secret: first ? { credentialId: id, secret: first } : null, rest };
}

/**
 * Asks one of these passkeys for its secret without any server: the person is verified by her device. Null when she gave up, or when it has none. The assertion itself is thrown away.
 */
export async function askSecret(credentialIds: readonly string[]): Promise<PasskeySecret | null> {
  try {
    const credential = await navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        allowCredentials: credentialIds.map((id) => ({ type: 'public-key', id: bytesOf(id) })),
        userVerification: 'required',
        extensions: { prf: { eval: { first: ASKED } } },
      },
    });
    return credential instanceof PublicKeyCredential ? takeSecret(credential.id, credential.getClientExtensionResults()).secret : null;
  } catch (error) {
    if (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')) return null;
    throw error;
  }
}

const bytesOf = (base64Url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64Url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

type Listener = (given: PasskeySecret) => void;
let listener: Listener | null = null;

/** Who hears of a secret that came with a signature; one at a time. Answers what stops it. */
export function onSecret(hear: Listener): () => void {
  listener = hear;
  return () => {
    if (listener === hear) listener = null;
  };
}

export const tellSecret = (given: PasskeySecret): void => listener?.(given);
