import { createPublicKey, verify } from 'node:crypto';
import type { TerminalKind } from './session-rules';

export const TERMINAL_STATES = ['active', 'passivated', 'revoked'] as const;
export type TerminalState = (typeof TERMINAL_STATES)[number];

/** How long a proof of the device's key holds before the device proves it again. */
export const TERMINAL_PROOF_MS = 30 * 24 * 3600_000;

/** Bounds of what an administrator may set, as the table says them too. */
export const IDLE_BOUNDS = { least: 1, most: 30 } as const;

/** Where anybody passes by: there the third wrong password blocks the terminal as well as the account (GBUI II-3f). */
export const isExposed = (kind: TerminalKind): boolean => kind === 'ward_pc' || kind === 'counter';

/** The text that a device signs with its key: one challenge, for this product at this address, and for no other purpose. */
export const terminalStatement = (origin: string, challenge: string): string => `relais terminal v1\n${origin}\n${challenge}`;

/**
 * Says whether the key signed the text. Refuses whatever is not an ECDSA key on P-256: one form of key, one form of signature.
 *
 * @param publicKey SPKI, base64url
 * @param signature IEEE P1363, base64url, as WebCrypto makes it
 */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return false;
    return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
