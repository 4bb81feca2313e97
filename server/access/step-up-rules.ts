import { createHash } from 'node:crypto';

/** What a person can be asked to prove himself for again; each proof is good for one of them, on one content. */
export const ACTS = [
  'validate',
  'hold',
  'refuse',
  'comment',
  'batch',
  'second-reading',
  'release-before-validation',
  'break-glass',
  'change-rights',
  'change-account',
  'change-terminal',
  'maintenance',
  'emergency',
  'export',
  'change-link',
  'agree-entities',
  'approve-rules',
  'change-call-policy',
  'accept-autoverification',
] as const;
export type Act = (typeof ACTS)[number];

/** How long a proof is good for its act, and a question for its answer. */
export const PROOF_LIFE_MS = 5 * 60_000;

/** 8 bytes of the instant at which the person was asked, then 24 of chance, base64url: the authenticator signs over the instant too. */
export function stepUpNonce(askedAt: Date, chance: Uint8Array): string {
  const instant = Buffer.alloc(8);
  instant.writeBigUInt64BE(BigInt(askedAt.getTime()));
  return Buffer.concat([instant, chance]).toString('base64url');
}

/** When the person was asked, as the nonce of her proof says; null when it is no nonce of ours. */
export function askedAtOf(nonce: string): Date | null {
  const bytes = Buffer.from(nonce, 'base64url');
  const at = bytes.length === 32 ? new Date(Number(bytes.readBigUInt64BE())) : null;
  return at === null || Number.isNaN(at.getTime()) ? null : at;
}

/**
 * The WebAuthn challenge that stands for one act on one content: SHA-256 over act, hash of exactly what was displayed, and a nonce, base64url. Whoever has
 * the stored assertion and the content can compute it again without asking the server: that is what makes the proof verifiable later.
 *
 * @param contentHash hexadecimal SHA-256
 * @param nonce base64url
 */
export function stepUpChallenge(act: string, contentHash: string, nonce: string): string {
  return createHash('sha256').update(`relais step-up v1\n${act}\n${contentHash}\n${nonce}`).digest('base64url');
}
