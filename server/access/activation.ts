import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { insertActivation, withdrawActivations } from './activation-store';
import { newPaperCode, ownedCodeHash } from './paper-code';

/** Time to hand the code over in person and to use it. */
const LIFE_MS = 72 * 3_600_000;

/**
 * Makes the code that opens an account for its first time, or again after its means were lost, and takes back every earlier one. The code is answered once and
 * kept nowhere: it is handed over in person.
 */
export async function makeActivation(ctx: Context, tx: Transaction, userId: string): Promise<string> {
  const code = newPaperCode();
  const now = ctx.now();
  await withdrawActivations(tx, userId, now);
  await insertActivation(tx, {
    id: newId(),
    userId,
    codeHash: ownedCodeHash(userId, code),
    createdBy: makerOf(ctx),
    createdAt: now,
    expiresAt: new Date(now.getTime() + LIFE_MS),
  });
  await append(tx, ctx, { action: 'activation.make', subjectId: userId });
  return code;
}

function makerOf({ actor }: Context): string {
  switch (actor.kind) {
    case 'system':
      return actor.name;
    case 'professional':
      return actor.userId;
    default:
      return actor.kind;
  }
}
