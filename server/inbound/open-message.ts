import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { readRawForActor } from './raw-store';

/**
 * Opens the text of a message and leaves the trace of it in the same transaction: who read what a message says is known for ever. Null when the actor is not the
 * référent of its laboratory.
 *
 * @param why where it was opened: `repair`, `preview`
 * @see GBUI B-16
 */
export async function openMessage(tx: Transaction, ctx: Context, id: string, why: string): Promise<Buffer | null> {
  const raw = await readRawForActor(tx, id);
  if (raw) await append(tx, ctx, { action: 'inbound.open', subjectId: id, detail: { why } });
  return raw;
}
