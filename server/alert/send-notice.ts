import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { lockNotice, settleNotice } from './step-store';
import { lockCall } from './store';

/** One person to be told that a call waits. No patient, no value, no number of a dossier leaves this way. */
export interface WakeUp {
  /** The same for every try of one notice: a channel that keeps ids sends it once. */
  noticeId: string;
  /** What it is about: she is woken once for it. */
  callId: string;
  dossierId: string;
  userId: string;
  siteId: string;
  dueAt: Date;
}

/** Tells one person by whatever reaches her, and answers by what (`push`, `sms`, `mail`); nothing = she cannot be reached. Throws a `Fault` to be tried again. */
export type Notify = (ctx: Context, wakeUp: WakeUp) => Promise<readonly string[]>;

/** Tells the person of one notice, unless the call is over: then nobody is woken for it. */
export async function sendCallNotice(ctx: Context, noticeId: string, notify: Notify): Promise<void> {
  const wakeUp = await ctx.transaction(async (tx) => {
    const notice = await lockNotice(tx, noticeId);
    if (notice?.state !== 'queued') return null;
    const call = await lockCall(tx, notice.callId);
    if (call?.state === 'open') return { noticeId, callId: call.id, dossierId: call.dossierId, userId: notice.userId, siteId: call.siteId, dueAt: call.dueAt };
    await settleNotice(tx, noticeId, { state: 'dropped', settledAt: ctx.now(), channels: [] });
    return null;
  });
  if (!wakeUp) return;
  const channels = [...(await notify(ctx, wakeUp))];
  await ctx.transaction(async (tx) => {
    const notice = await lockNotice(tx, noticeId);
    if (notice?.state !== 'queued') return;
    await settleNotice(tx, noticeId, { state: channels.length > 0 ? 'sent' : 'failed', settledAt: ctx.now(), channels });
    await announce(tx, 'worklist', wakeUp.siteId);
  });
}
