import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { CDPSession, Page } from '@playwright/test';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { withBooks } from './books';

export interface BrowserKey {
  /** The person is recognised from now on, or is not: what a finger on the sensor does. */
  recognise(isRecognised: boolean): Promise<void>;
  /** Takes the key out of use, for whoever comes in by password after this journey. */
  forget(): Promise<void>;
}

/**
 * Gives Chromium's own virtual authenticator a passkey of this person. The key is put into the books as an enrolment would: how one enrols is another
 * journey's promise.
 */
export async function giveKey(page: Page, login: string): Promise<BrowserKey> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const part = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  const cose = isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, part(x)],
      [-3, part(y)],
    ]),
  );
  const credentialId = randomBytes(32);
  const browser: CDPSession = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const id = randomUUID();
  await withBooks(async (sql) => {
    const [account] = await sql<{ id: string }[]>`select id from user_account where login = ${login}`;
    await browser.send('WebAuthn.addCredential', {
      authenticatorId,
      credential: {
        credentialId: credentialId.toString('base64'),
        isResidentCredential: true,
        rpId: 'localhost',
        privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
        userHandle: Buffer.from(account?.id ?? '').toString('base64'),
        signCount: 0,
      },
    });
    await sql`insert into passkey (id, realm, user_id, credential_id, public_key, counter, transports, device_type, backed_up, aaguid, name, created_at)
      values (${id}, 'professional', ${account?.id ?? ''}, ${credentialId.toString('base64url')}, ${Buffer.from(cose)}, 0, '{internal}', 'singleDevice', false, '', 'Clé du parcours', now())`;
  });
  return {
    recognise: async (isUserVerified) => void (await browser.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })),
    forget: () => withBooks(async (sql) => void (await sql`update passkey set revoked_at = now(), revoked_by = 'journey' where id = ${id}`)),
  };
}

/**
 * The same with a key that keeps a secret of its own (WebAuthn PRF), made by the browser as an enrolment makes it: Chromium gives none to a key that was put into it.
 * Call it on a page of the product.
 */
export async function giveKeyWithSecret(page: Page, login: string): Promise<Pick<BrowserKey, 'forget'>> {
  const browser: CDPSession = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf: true,
    },
  });
  const id = randomUUID();
  await withBooks(async (sql) => {
    const [account] = await sql<{ id: string }[]>`select id from user_account where login = ${login}`;
    const made = await page.evaluate(async (userId) => {
      const credential = await navigator.credentials.create({
        publicKey: {
          rp: { id: 'localhost', name: 'Relais' },
          user: { id: new TextEncoder().encode(userId), name: 'parcours', displayName: 'parcours' },
          challenge: new Uint8Array(32),
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          extensions: { prf: {} },
        },
      });
      if (!(credential instanceof PublicKeyCredential)) throw new Error('no key was made');
      const spki = (credential.response as AuthenticatorAttestationResponse).getPublicKey();
      return { id: credential.id, point: [...new Uint8Array(spki ?? new ArrayBuffer(0))].slice(-64) };
    }, account?.id ?? '');
    const cose = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Uint8Array.from(made.point.slice(0, 32))],
        [-3, Uint8Array.from(made.point.slice(32))],
      ]),
    );
    await sql`insert into passkey (id, realm, user_id, credential_id, public_key, counter, transports, device_type, backed_up, aaguid, name, created_at)
      values (${id}, 'professional', ${account?.id ?? ''}, ${made.id}, ${Buffer.from(cose)}, 0, '{internal}', 'singleDevice', false, '', 'Clé du parcours', now())`;
  });
  return { forget: () => withBooks(async (sql) => void (await sql`update passkey set revoked_at = now(), revoked_by = 'journey' where id = ${id}`)) };
}
