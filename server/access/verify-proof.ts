import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { cose, decodeCredentialPublicKey, isoCBOR } from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import { ACTS, askedAtOf, PROOF_LIFE_MS, stepUpChallenge } from './step-up-rules';

/** Decodes to bytes in one way only: a letter that could be changed without changing the bytes is refused. */
const Bytes = z.string().refine((text) => /^[A-Za-z0-9_-]*$/.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text);

const base = { id: z.uuid(), userId: z.uuid(), act: z.enum(ACTS), contentHash: z.string().regex(/^[0-9a-f]{64}$/), provenAt: z.iso.datetime() };

/** A stored proof as it travels: everything that its verification needs, in texts. */
export const PortableProof = z.discriminatedUnion('method', [
  z.strictObject({ ...base, method: z.literal('password') }),
  z.strictObject({
    ...base,
    method: z.literal('passkey'),
    credentialId: Bytes,
    /** COSE_Key. */
    publicKey: Bytes,
    nonce: Bytes,
    rpId: z.string(),
    origin: z.string(),
    authenticatorData: Bytes,
    clientDataJson: Bytes,
    signature: Bytes,
  }),
]);
export type PortableProof = z.infer<typeof PortableProof>;
export type PasskeyProof = Extract<PortableProof, { method: 'passkey' }>;

/** What an assertion is examined for, in the order in which it is told. */
export const ASSERTION_CHECKS = ['challenge', 'type', 'origin', 'relying-party', 'present', 'verified', 'time', 'signature'] as const;
export type AssertionCheck = (typeof ASSERTION_CHECKS)[number];

const FLAG_PRESENT = 0x01;
const FLAG_VERIFIED = 0x04;
const HEAD_BYTES = 37;

const ClientData = z.object({ type: z.string(), challenge: z.string(), origin: z.string(), crossOrigin: z.boolean().optional() });

/**
 * Examines a stored assertion from its own bytes, asking neither the server nor a database: that the authenticator which holds the key signed, with the
 * person verified, for this act on this content, at this address, within five minutes of being asked.
 * @see W3C WebAuthn level 3, 7.2; docs/decisions/009-step-up.md
 */
export function verifyProof(proof: PasskeyProof): Record<AssertionCheck, boolean> {
  const clientBytes = Buffer.from(proof.clientDataJson, 'base64url');
  const authenticator = Buffer.from(proof.authenticatorData, 'base64url');
  const client = clientDataOf(clientBytes);
  const flags = authenticator.length >= HEAD_BYTES ? (authenticator[32] ?? 0) : 0;
  return {
    challenge: client?.challenge === stepUpChallenge(proof.act, proof.contentHash, proof.nonce),
    type: client?.type === 'webauthn.get' && client.crossOrigin !== true,
    origin: client?.origin === proof.origin && isOriginOf(proof.origin, proof.rpId),
    'relying-party': authenticator.subarray(0, 32).equals(sha256(Buffer.from(proof.rpId))),
    present: (flags & FLAG_PRESENT) !== 0,
    verified: (flags & FLAG_VERIFIED) !== 0,
    time: isInTime(proof),
    signature: isSigned(proof, Buffer.concat([authenticator, sha256(clientBytes)])),
  };
}

/** SHA-256 of a public key, to be compared with what the laboratory kept when the key was enrolled. */
export const keyFingerprint = (publicKey: string): string => sha256(Buffer.from(publicKey, 'base64url')).toString('hex');

const sha256 = (data: Uint8Array): Buffer => createHash('sha256').update(data).digest();

function clientDataOf(bytes: Buffer): z.infer<typeof ClientData> | null {
  try {
    return ClientData.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}

function isOriginOf(origin: string, rpId: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { hostname } = new URL(origin);
  return hostname === rpId || hostname.endsWith(`.${rpId}`);
}

/** The instant of the asking is in the nonce, hence in what was signed. */
function isInTime({ nonce, provenAt }: PasskeyProof): boolean {
  const askedAt = askedAtOf(nonce);
  const age = askedAt === null ? -1 : new Date(provenAt).getTime() - askedAt.getTime();
  return age >= 0 && age <= PROOF_LIFE_MS;
}

function isSigned(proof: PasskeyProof, data: Buffer): boolean {
  try {
    const { key, hash } = keyOf(Buffer.from(proof.publicKey, 'base64url'));
    return verify(hash, data, key, Buffer.from(proof.signature, 'base64url'));
  } catch {
    // A key or a signature that cannot even be read signs nothing.
    return false;
  }
}

/** ES256, EdDSA and RS256: what authenticators make. @see RFC 9052, 9053, 8230 */
function keyOf(bytes: Buffer): { key: KeyObject; hash: string | null } {
  const map = decodeCredentialPublicKey(new Uint8Array(bytes));
  // The decoder forgives what says the same in other bytes; a stored key has one form (CTAP 2, canonical CBOR).
  const again = isoCBOR.encode(isoCBOR.decodeFirst<Parameters<typeof isoCBOR.encode>[0]>(new Uint8Array(bytes)));
  if (!Buffer.from(again).equals(bytes)) throw new Error('not the bytes of a key');
  const key = (jwk: JsonWebKey) => createPublicKey({ key: jwk, format: 'jwk' });
  const text = (part: Uint8Array | undefined) => Buffer.from(part ?? []).toString('base64url');
  const algorithm = map.get(cose.COSEKEYS.alg);
  if (cose.isCOSEPublicKeyEC2(map) && algorithm === cose.COSEALG.ES256 && map.get(cose.COSEKEYS.crv) === cose.COSECRV.P256)
    return { key: key({ kty: 'EC', crv: 'P-256', x: text(map.get(cose.COSEKEYS.x)), y: text(map.get(cose.COSEKEYS.y)) }), hash: 'sha256' };
  if (cose.isCOSEPublicKeyOKP(map) && algorithm === cose.COSEALG.EdDSA && map.get(cose.COSEKEYS.crv) === cose.COSECRV.ED25519)
    return { key: key({ kty: 'OKP', crv: 'Ed25519', x: text(map.get(cose.COSEKEYS.x)) }), hash: null };
  if (cose.isCOSEPublicKeyRSA(map) && algorithm === cose.COSEALG.RS256)
    return { key: key({ kty: 'RSA', n: text(map.get(cose.COSEKEYS.n)), e: text(map.get(cose.COSEKEYS.e)) }), hash: 'sha256' };
  throw new Error('no algorithm of ours');
}
