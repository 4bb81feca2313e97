import { randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, string, number, Buffer>(scrypt);

/** Six digits, leading zeros kept. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** A slow hash, bound to its row: a million codes take hours to try, a code lives ten minutes. */
export const hashCode = async (code: string, rowId: string): Promise<string> => (await derive(code, rowId, 32)).toString('base64url');

/** Whether this is the code of the row. A row without one takes as long to say no (threats.md 10). */
export async function isCode(code: string, row: { id: string; codeHash: string | null }): Promise<boolean> {
  const given = Buffer.from(await hashCode(code, row.id));
  return timingSafeEqual(given, row.codeHash === null ? Buffer.alloc(given.length) : Buffer.from(row.codeHash));
}
