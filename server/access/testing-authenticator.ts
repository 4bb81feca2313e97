import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { Assertion, Registration } from './webauthn';

/** What an authenticator is asked, as far as this one reads it. */
interface Asked {
  challenge: string;
}
interface Changes {
  /** A finger, a face or a PIN was given; true when left out. */
  userVerified?: boolean;
  origin?: string;
  rpId?: string;
  /** Signature counter; goes up by one each time when left out. */
  counter?: number;
  /** `webauthn.get` or `webauthn.create`, when the wrong one is wanted. */
  type?: string;
}

const FLAGS = { userPresent: 0x01, userVerified: 0x04, backupEligible: 0x08, backedUp: 0x10, attested: 0x40 };
const AAGUID = Buffer.from('72656c6169732d746573742d6b657931', 'hex');

/**
 * An authenticator in software for tests: a P-256 key, attestation `none`, and answers in the very form that a browser gives. It lies when told to.
 *
 * @example
 * const key = makeAuthenticator();
 * const registration = key.register(await askRegistration(…));
 * const assertion = key.assert(await askAssertion(…), { userVerified: false });
 */
export function makeAuthenticator({ origin: home = 'http://localhost:3000', backedUp = false }: { origin?: string; backedUp?: boolean } = {}) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let counter = 0;

  const clientData = (type: string, challenge: string, origin: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const head = (changes: Changes, more = 0) => {
    counter = changes.counter ?? counter + 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const verified = (changes.userVerified ?? true) ? FLAGS.userVerified : 0;
    const backup = backedUp ? FLAGS.backupEligible | FLAGS.backedUp : 0;
    return Buffer.concat([sha256(changes.rpId ?? new URL(home).hostname), Buffer.from([FLAGS.userPresent | verified | backup | more]), count]);
  };

  return {
    credentialId: id.toString('base64url'),
    publicKey,

    /** Answer to `navigator.credentials.create`. */
    register({ challenge }: Asked, changes: Changes = {}): Registration {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const authData = Buffer.concat([head(changes, FLAGS.attested), AAGUID, length, id, coseKey(publicKey)]);
      return {
        ...frame(id),
        response: {
          clientDataJSON: clientData(changes.type ?? 'webauthn.create', challenge, changes.origin ?? home).toString('base64url'),
          attestationObject: attestation(authData).toString('base64url'),
          transports: ['internal'],
        },
      };
    },

    /** Answer to `navigator.credentials.get`. */
    assert({ challenge }: Asked, changes: Changes = {}): Assertion {
      const data = clientData(changes.type ?? 'webauthn.get', challenge, changes.origin ?? home);
      const authenticatorData = head(changes);
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(data)]), privateKey);
      return {
        ...frame(id),
        response: {
          clientDataJSON: data.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      };
    },
  };
}

export type TestAuthenticator = ReturnType<typeof makeAuthenticator>;

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

const frame = (id: Buffer) => ({
  id: id.toString('base64url'),
  rawId: id.toString('base64url'),
  type: 'public-key' as const,
  clientExtensionResults: {},
  authenticatorAttachment: 'platform',
});

/** COSE_Key of an ES256 key as CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const bytes = (text: string) => Buffer.concat([Buffer.from([0x58, 0x20]), Buffer.from(text, 'base64url')]);
  return Buffer.concat([Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]), bytes(x), Buffer.from([0x22]), bytes(y)]);
}

/** Attestation object as CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}. */
function attestation(authData: Buffer): Buffer {
  const text = (word: string) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(authData.length);
  return Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.from([0xa0]),
    text('authData'),
    Buffer.from([0x59]),
    length,
    authData,
  ]);
}
