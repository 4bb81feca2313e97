import { createHmac, randomInt } from 'node:crypto';

/** How long a code can be handed in. */
export const CODE_LIFE_MS = 15 * 60_000;

/** Wrong codes of one professional in an hour; after them even a right one is refused. */
export const WRONG_CODES = { name: 'presence', most: 5, windowMs: 3_600_000 };

/** Six digits, leading zeros kept: they are dictated across a desk. */
export const newPresenceCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** Found by its hash, so the hash is keyed: a copy of the database alone does not tell a code within its fifteen minutes. */
export const presenceHash = (code: string, secret: string): string => createHmac('sha256', secret).update(`presence\u001f${code}`).digest('base64url');

export type CodeState = 'live' | 'used' | 'ended' | 'expired';

/** How a code stands: a professional's access outlives the code that opened it. */
export function codeStateOf(code: { usedAt: Date | null; endedAt: Date | null; expiresAt: Date }, now: Date): CodeState {
  if (code.endedAt !== null) return 'ended';
  if (code.usedAt !== null) return 'used';
  return code.expiresAt <= now ? 'expired' : 'live';
}
