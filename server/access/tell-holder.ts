import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { insertAccountWord } from './account-code-store';
import type { WordKind } from './account-texts';

/** Has the holder of an account told, at every address that is confirmed, what was done to it: whoever did it, he learns of it. */
export async function tellHolder(
  ctx: Context,
  tx: Transaction,
  account: { id: string; login: string | null; phone: string | null },
  kind: WordKind,
): Promise<void> {
  const reachable = [
    { channel: 'mail', address: account.login },
    { channel: 'sms', address: account.phone },
  ];
  for (const { channel, address } of reachable) {
    if (address === null) continue;
    const id = newId();
    await insertAccountWord(tx, { id, accountId: account.id, kind, channel, address, createdAt: ctx.now() });
    await tell(tx, { name: 'account-word.requested', dossierId: null, subjectId: id }, ctx.now());
  }
}
