import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { newPaperCode, ownedCodeHash } from './paper-code';
import { insertRecoveryCodes, replaceRecoveryCodes } from './recovery-store';

const CODES = 10;

/** Makes a fresh sheet of ten single-use codes in the caller's transaction; the sheet before it opens nothing any more. Answered once, kept as keyed hashes. */
export async function makeRecoverySheet(ctx: Context, tx: Transaction, userId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newPaperCode);
  const createdAt = ctx.now();
  await replaceRecoveryCodes(tx, userId, createdAt);
  await insertRecoveryCodes(
    tx,
    codes.map((code) => ({ id: newId(), userId, codeHash: ownedCodeHash(userId, code), createdAt })),
  );
  return codes;
}
