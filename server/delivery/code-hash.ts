import { randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, string, number, Buffer>(scrypt);

/** Six digits, leading zeros kept. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** A slow hash, bound to its row: a million codes take hours to try, a code lives ten minutes. */
export const hashCode = async (code: string, rowId: string): Promise<string> => (await derive(code, rowId, 32)).toString('base64url');

export async function isCode(code: string, row: { id: string; codeHash: string | null }): Promise<boolean> {
  if (row.codeHash === null) return false;
  return timingSafeEqual(Buffer.from(await hashCode(code, row.id)), Buffer.from(row.codeHash));
}
