import { randomBytes } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Transaction } from '../../db/client';
import { newId } from '../platform/ids';
import { type ChallengePurpose, type ChallengeRow, insertChallenge, spendChallenge } from './challenge-store';
import type { Realm } from './cookies';
import { findPasskey, insertPasskey, markPasskeyUsed, type PasskeyRow, passkeysOf } from './passkey-store';
import { relyingParty } from './relying-party';

const CHALLENGE_LIFE_MS = 5 * 60_000;

/** What binds a ceremony to one browser: its session, or before there is one the hash of a cookie of its own. */
export interface Binding {
  sessionId?: string | null;
  bindingHash?: string | null;
}

export const newChallenge = (): string => randomBytes(32).toString('base64url');

const Base64Url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(100_000);

/** An authenticator's answer to `navigator.credentials.get`, as the browser sends it. */
export const AssertionSchema = z.object({
  id: Base64Url,
  rawId: Base64Url,
  type: z.literal('public-key'),
  response: z.object({ clientDataJSON: Base64Url, authenticatorData: Base64Url, signature: Base64Url, userHandle: Base64Url.optional() }),
  clientExtensionResults: z.record(z.string(), z.unknown()),
  authenticatorAttachment: z.string().optional(),
});

/** An authenticator's answer to `navigator.credentials.create`. */
export const RegistrationSchema = z.object({
  id: Base64Url,
  rawId: Base64Url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Base64Url,
    attestationObject: Base64Url,
    authenticatorData: Base64Url.optional(),
    transports: z.array(z.string().max(20)).max(10).optional(),
    publicKeyAlgorithm: z.number().optional(),
    publicKey: Base64Url.optional(),
  }),
  clientExtensionResults: z.record(z.string(), z.unknown()),
  authenticatorAttachment: z.string().optional(),
});

export type Assertion = z.infer<typeof AssertionSchema>;
export type Registration = z.infer<typeof RegistrationSchema>;

interface Asked {
  purpose: ChallengePurpose;
  binding: Binding;
  /** The person whose credential is expected, when it is known: an account of the realm. */
  owner?: { realm: Realm; personId: string };
  now: Date;
  /** A challenge of one's own making, with what it stands for; a random one when left out. */
  challenge?: { value: string; nonce: string; act: string; contentHash: string };
}

/**
 * Asks an authenticator for an assertion with the person verified (PIN, finger, face). The challenge is stored: good once, for five minutes, for this
 * purpose, in this browser.
 */
export async function askAssertion(tx: Transaction, asked: Asked): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const challenge = asked.challenge?.value ?? newChallenge();
  await keepChallenge(tx, asked, challenge);
  const known = asked.owner ? await passkeysOf(tx, asked.owner) : [];
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: Buffer.from(challenge, 'base64url'),
    userVerification: 'required',
    timeout: CHALLENGE_LIFE_MS,
    // Named only to whoever has proven who he is: else the list would tell which identifiers exist (threats.md 10).
    ...(known.length > 0 ? { allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })) } : {}),
  });
}

export interface VerifiedAssertion {
  passkey: PasskeyRow;
  challenge: ChallengeRow;
}

/**
 * Answers whose credential signed the stored challenge, or null for whatever is wrong: an unknown or revoked credential, a replayed, foreign or expired
 * challenge, another browser, another origin, no user verification, a counter that went back. The challenge is spent in any case.
 *
 * Call it in a transaction that commits also when the answer is null, else a replay would be free.
 * @see threats.md 12; W3C WebAuthn level 3, 7.2
 */
export async function verifyAssertion(
  tx: Transaction,
  response: Assertion,
  expected: { purpose: ChallengePurpose; binding: Binding; realm: Realm; now: Date },
): Promise<VerifiedAssertion | null> {
  const value = challengeIn(response.response.clientDataJSON);
  const challenge = value === null ? undefined : await spendChallenge(tx, value, expected.purpose, expected.now);
  if (!challenge || !isBoundTo(challenge, expected.binding)) return null;
  const passkey = await findPasskey(tx, response.id);
  if (!passkey || passkey.realm !== expected.realm || !isExpectedOwner(challenge, passkey)) return null;
  const party = relyingParty();
  const verified = await verifyAuthenticationResponse({
    response: response as AuthenticationResponseJSON,
    expectedChallenge: challenge.challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
  }).catch(() => null);
  if (!verified?.verified) return null;
  const { newCounter: counter, credentialBackedUp: backedUp } = verified.authenticationInfo;
  await markPasskeyUsed(tx, passkey.id, { counter, backedUp, lastUsedAt: expected.now });
  return { passkey, challenge };
}

/** Asks an authenticator to make a credential that can be found without an identifier; those the person has already are excluded. */
export async function askRegistration(
  tx: Transaction,
  asked: Asked & { owner: { realm: Realm; personId: string }; userName: string; displayName: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const challenge = newChallenge();
  await keepChallenge(tx, asked, challenge);
  const party = relyingParty();
  const known = await passkeysOf(tx, asked.owner);
  return generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userName: asked.userName,
    userDisplayName: asked.displayName,
    userID: new TextEncoder().encode(asked.owner.personId),
    challenge: Buffer.from(challenge, 'base64url'),
    attestationType: 'none',
    timeout: CHALLENGE_LIFE_MS,
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** Keeps a new credential for the person who was asked; null for whatever is wrong. The challenge is spent in any case. */
export async function keepRegistration(
  tx: Transaction,
  response: Registration,
  expected: { purpose: ChallengePurpose; binding: Binding; owner: { realm: Realm; personId: string }; name: string; now: Date },
): Promise<{ passkeyId: string } | null> {
  const value = challengeIn(response.response.clientDataJSON);
  const challenge = value === null ? undefined : await spendChallenge(tx, value, expected.purpose, expected.now);
  const { realm, personId } = expected.owner;
  if (!challenge || !isBoundTo(challenge, expected.binding) || ownerOf(challenge, realm) !== personId) return null;
  const party = relyingParty();
  const verified = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: challenge.challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified || (await findPasskey(tx, verified.registrationInfo.credential.id))) return null;
  const { credential, aaguid, credentialDeviceType, credentialBackedUp } = verified.registrationInfo;
  const passkeyId = newId();
  await insertPasskey(tx, {
    id: passkeyId,
    realm,
    userId: realm === 'professional' ? personId : null,
    patientAccountId: realm === 'patient' ? personId : null,
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: response.response.transports ?? [],
    deviceType: credentialDeviceType,
    backedUp: credentialBackedUp,
    aaguid,
    name: expected.name,
    createdAt: expected.now,
  });
  return { passkeyId };
}

async function keepChallenge(tx: Transaction, { purpose, binding, owner, now, challenge: stands }: Asked, challenge: string): Promise<void> {
  await insertChallenge(tx, {
    id: newId(),
    purpose,
    challenge,
    nonce: stands?.nonce ?? null,
    act: stands?.act ?? null,
    contentHash: stands?.contentHash ?? null,
    sessionId: binding.sessionId ?? null,
    bindingHash: binding.bindingHash ?? null,
    userId: owner?.realm === 'professional' ? owner.personId : null,
    patientAccountId: owner?.realm === 'patient' ? owner.personId : null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + CHALLENGE_LIFE_MS),
  });
}

const ClientData = z.object({ challenge: Base64Url });

/** The challenge that the authenticator says it signed; the signature is verified later. */
function challengeIn(clientDataJSON: string): string | null {
  try {
    return ClientData.parse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))).challenge;
  } catch {
    return null;
  }
}

function isBoundTo(challenge: ChallengeRow, binding: Binding): boolean {
  return challenge.sessionId !== null ? challenge.sessionId === binding.sessionId : challenge.bindingHash === binding.bindingHash;
}

const ownerOf = (challenge: ChallengeRow, realm: Realm) => (realm === 'professional' ? challenge.userId : challenge.patientAccountId);

function isExpectedOwner(challenge: ChallengeRow, passkey: PasskeyRow): boolean {
  const expected = challenge.userId ?? challenge.patientAccountId;
  return expected === null || expected === (passkey.userId ?? passkey.patientAccountId);
}
