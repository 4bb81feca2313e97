import { createHash } from 'node:crypto';

/** What a person can be asked to prove himself for again; each proof is good for one of them, on one content. */
export const ACTS = [
  'validate',
  'hold',
  'release-before-validation',
  'break-glass',
  'change-rights',
  'change-account',
  'change-terminal',
  'maintenance',
  'emergency',
  'export',
] as const;
export type Act = (typeof ACTS)[number];

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
