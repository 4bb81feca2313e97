import type { Transaction } from '../../db/client';
import { tellNotice } from '../access/tell-notice';
import { toldLately } from '../access/told-lately';
import { append } from '../audit/append';
import type { Context } from '../platform/context';

const QUIET_MS = 3_600_000;

/** A message in the name of a link without the proof that the link asks for: traced every time, told to the administrators at most once an hour and link. */
export async function alarmSender(tx: Transaction, ctx: Context, link: { id: string; name: string }, messageId: string, why: string): Promise<void> {
  await append(tx, ctx, { action: 'inbound.not-proven', outcome: 'refused', subjectId: messageId, detail: { link: link.id, why } });
  if (await toldLately(tx, 'sender-not-proven', link.id, new Date(ctx.now().getTime() - QUIET_MS))) return;
  await tellNotice(tx, ctx, { kind: 'sender-not-proven', audience: { role: 'administrator' }, subjectId: link.id, detail: { link: link.name, why } });
}
