import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { expect, test } from 'vitest';
import { newId } from '../platform/ids';
import { askedAtOf, stepUpChallenge, stepUpNonce } from './step-up-rules';
import { ASSERTION_CHECKS, type PasskeyProof, PortableProof, verifyProof } from './verify-proof';

const ASKED_AT = new Date('2026-11-21T02:18:20.123Z');
const CONTENT = 'ab'.repeat(32);
const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

/** COSE_Key of each kind that authenticators make. @see RFC 9053, 8230 */
const KEYS = {
  ES256: () =>
    pair(
      'ec',
      ({ x, y }) =>
        new Map<number, unknown>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, x],
          [-3, y],
        ]),
    ),
  EdDSA: () =>
    pair(
      'ed25519',
      ({ x }) =>
        new Map<number, unknown>([
          [1, 1],
          [3, -8],
          [-1, 6],
          [-2, x],
        ]),
    ),
  RS256: () =>
    pair(
      'rsa',
      ({ n, e }) =>
        new Map<number, unknown>([
          [1, 3],
          [3, -257],
          [-1, n],
          [-2, e],
        ]),
    ),
};
type Parts = Partial<Record<'x' | 'y' | 'n' | 'e', Uint8Array>>;

function pair(kind: 'ec' | 'ed25519' | 'rsa', map: (parts: Parts) => Map<number, unknown>) {
  const { publicKey, privateKey } = generate(kind);
  const jwk = publicKey.export({ format: 'jwk' });
  const part = (text: unknown) => (typeof text === 'string' ? new Uint8Array(Buffer.from(text, 'base64url')) : undefined);
  const parts = Object.fromEntries(['x', 'y', 'n', 'e'].map((name) => [name, part(jwk[name as 'x'])])) as Parts;
  const publicBytes = Buffer.from(isoCBOR.encode(map(parts) as Parameters<typeof isoCBOR.encode>[0])).toString('base64url');
  return { publicBytes, sign: (data: Buffer) => sign(kind === 'ed25519' ? null : 'sha256', data, privateKey) };
}

function generate(kind: 'ec' | 'ed25519' | 'rsa'): { publicKey: KeyObject; privateKey: KeyObject } {
  if (kind === 'ec') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
}

interface Lie {
  flags?: number;
  type?: string;
  origin?: string;
  crossOrigin?: boolean;
  rpId?: string;
  kind?: keyof typeof KEYS;
}

function proofOf({
  flags = 0x05,
  type = 'webauthn.get',
  origin = 'https://relais.example',
  crossOrigin = false,
  rpId = 'relais.example',
  kind = 'ES256',
}: Lie = {}): PasskeyProof {
  const key = KEYS[kind]();
  const nonce = stepUpNonce(ASKED_AT, new Uint8Array(24).fill(7));
  const client = Buffer.from(JSON.stringify({ type, challenge: stepUpChallenge('validate', CONTENT, nonce), origin, crossOrigin }));
  const authenticator = Buffer.concat([sha256(rpId), Buffer.from([flags, 0, 0, 0, 9])]);
  const proof = PortableProof.parse({
    id: newId(),
    userId: newId(),
    act: 'validate',
    contentHash: CONTENT,
    provenAt: new Date(ASKED_AT.getTime() + 4_000).toISOString(),
    method: 'passkey',
    credentialId: 'AAAA',
    publicKey: key.publicBytes,
    nonce,
    rpId: 'relais.example',
    origin: 'https://relais.example',
    authenticatorData: authenticator.toString('base64url'),
    clientDataJson: client.toString('base64url'),
    signature: key.sign(Buffer.concat([authenticator, sha256(client)])).toString('base64url'),
  });
  return proof as PasskeyProof;
}

const failing = (proof: PasskeyProof) => {
  const checks = verifyProof(proof);
  return ASSERTION_CHECKS.filter((check) => !checks[check]);
};

test.each(['ES256', 'EdDSA', 'RS256'] as const)('an assertion by a key of kind %s is verified from its own bytes, and by no other key', (kind) => {
  const proof = proofOf({ kind });
  expect(failing(proof)).toEqual([]);
  expect(failing({ ...proof, publicKey: proofOf({ kind }).publicKey })).toEqual(['signature']);
});

test.each<[string, Lie, string]>([
  ['without a person verified', { flags: 0x01 }, 'verified'],
  ['without a person present', { flags: 0x04 }, 'present'],
  ['of an enrolment', { type: 'webauthn.create' }, 'type'],
  ['given to a page inside another', { crossOrigin: true }, 'type'],
  ['given to another address', { origin: 'https://relais.example:8443' }, 'origin'],
  ['given for another site', { rpId: 'example.org' }, 'relying-party'],
])('an assertion %s is none', (_what, lie, check) => {
  expect(failing(proofOf(lie))).toEqual([check]);
});

test('an assertion for another act, another content or another moment is none', () => {
  const proof = proofOf();
  expect(failing({ ...proof, act: 'hold' })).toEqual(['challenge']);
  expect(failing({ ...proof, contentHash: 'cd'.repeat(32) })).toEqual(['challenge']);
  expect(failing({ ...proof, provenAt: new Date(ASKED_AT.getTime() - 1).toISOString() })).toEqual(['time']);
  expect(failing({ ...proof, provenAt: new Date(ASKED_AT.getTime() + 5 * 60_000 + 1).toISOString() })).toEqual(['time']);
  expect(failing({ ...proof, nonce: stepUpNonce(new Date(ASKED_AT.getTime() + 1), new Uint8Array(24).fill(7)) })).toEqual(['challenge']);
});

test('what is no assertion at all is none, and breaks nothing', () => {
  const proof = proofOf();
  expect(failing({ ...proof, clientDataJson: 'AAAA' })).toEqual(['challenge', 'type', 'origin', 'signature']);
  expect(failing({ ...proof, authenticatorData: '' })).toEqual(['relying-party', 'present', 'verified', 'signature']);
  expect(failing({ ...proof, publicKey: 'AAAA' })).toEqual(['signature']);
  expect(failing({ ...proof, nonce: 'AAAA' })).toEqual(['challenge', 'time']);
});

test('the instant of the asking is in the nonce, to the millisecond', () => {
  expect(askedAtOf(stepUpNonce(ASKED_AT, new Uint8Array(24)))).toEqual(ASKED_AT);
  expect(askedAtOf('AAAA')).toBeNull();
  expect(askedAtOf(Buffer.alloc(32, 0xff).toString('base64url'))).toBeNull();
});
