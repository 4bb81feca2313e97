import { append } from '../audit/append';
import { publicAddress, sendMail } from '../platform/channels';
import type { Context } from '../platform/context';
import { Fault } from '../platform/fault';
import { findNotice, insertNoticeMail, markMailed, toBeMailed, type WholeNotice } from './notice-store';
import { NOTICE_MAIL_SUBJECT, noticeMailText } from './notice-texts';
import type { NoticeKind } from './tell-notice';

/**
 * Writes to everybody concerned by a security notice who has an address, to nobody a second time once a mail has left. An address that the mail server will
 * never take is kept as such and holds nobody else back; throws a `Fault` when one must be tried again.
 */
export async function mailNotice(ctx: Context, noticeId: string): Promise<void> {
  const { notice, addressees } = await ctx.transaction(async (tx) => {
    const found = await findNotice(tx, noticeId);
    return { notice: found, addressees: found && !found.mailedAt ? await toBeMailed(tx, found, ctx.now()) : [] };
  });
  if (!notice || notice.mailedAt) return;
  for (const addressee of addressees) await mailOne(ctx, notice, addressee);
  await ctx.transaction(async (tx) => {
    if (await markMailed(tx, notice.id, ctx.now()))
      await append(tx, ctx, { action: 'security.mail', subjectId: notice.id, detail: { kind: notice.kind, mails: addressees.length } });
  });
}

async function mailOne(ctx: Context, notice: WholeNotice, { userId, email }: { userId: string; email: string }): Promise<void> {
  const text = noticeMailText(notice.kind as NoticeKind, notice.createdAt, publicAddress());
  let failureCode: string | null = null;
  try {
    await sendMail(ctx, { id: `${notice.id}.${userId}`, to: email, subject: NOTICE_MAIL_SUBJECT, text });
  } catch (error) {
    if (!(error instanceof Fault) || error.retry !== 'never') throw error;
    failureCode = error.code;
  }
  await ctx.transaction((tx) => insertNoticeMail(tx, { noticeId: notice.id, userId, at: ctx.now(), failureCode }));
}
