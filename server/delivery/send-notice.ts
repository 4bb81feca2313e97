import { append } from '../audit/append';
import { publicAddress, sendMail } from '../platform/channels';
import type { Context } from '../platform/context';
import { codeOf, Fault } from '../platform/fault';
import { newToken, sha256 } from '../platform/ids';
import { readReleasedReport } from '../report/read-released';
import { noticeObstacle } from './notice-obstacle';
import { findNotice, moveNotice, type NoticeRow, oneMoreAttempt } from './store';
import { NOTICE_SUBJECT, noticeText, withdrawalText } from './texts';
import type { NoticeKind } from './types';

/** After so many tries a person must look; with the delays of the wiring that is about eight hours. */
const MOST_ATTEMPTS = 12;

/**
 * Sends the word that something waits; never a second time once it has left. The link's token is made here and only its hash is kept, so every try has
 * a token of its own: should a lost answer make two mails of one, the newer link opens and the older says so.
 *
 * Throws a `Fault` to be tried again; a refused address ends in `failed`, a report replaced or closed meanwhile, or a patient who opposes notices, in `needless`.
 */
export async function sendNotice(ctx: Context, noticeId: string): Promise<void> {
  const token = newToken();
  const notice = await takeNotice(ctx, noticeId, sha256(token));
  if (!notice) return;
  try {
    await sendMail(ctx, { id: notice.id, to: notice.address, subject: NOTICE_SUBJECT, text: textOf(notice.kind)(`${publicAddress()}/n/${token}`) });
  } catch (error) {
    await keepFailure(ctx, notice, error);
    return;
  }
  await ctx.transaction(async (tx) => {
    const sent = await moveNotice(tx, notice.id, 'sent', { sentAt: ctx.now(), lastErrorCode: null });
    if (sent)
      await append(tx, ctx, {
        action: 'notice.send',
        dossierId: notice.dossierId,
        patientId: notice.patientId,
        subjectId: notice.id,
        detail: { channel: notice.channel, attempts: notice.attempts },
      });
  });
}

const kindOf = (kind: string): NoticeKind => (kind === 'withdrawn' ? 'withdrawn' : 'available');
const textOf = (kind: string) => (kindOf(kind) === 'withdrawn' ? withdrawalText : noticeText);

function takeNotice(ctx: Context, noticeId: string, tokenHash: string): Promise<NoticeRow | undefined> {
  return ctx.transaction(async (tx) => {
    const notice = await findNotice(tx, noticeId);
    const report = notice ? await readReleasedReport(tx, notice.reportId) : null;
    const obstacle = report && notice ? await noticeObstacle(ctx, tx, report, kindOf(notice.kind)) : null;
    if (obstacle) {
      const needless = await moveNotice(tx, noticeId, 'needless');
      if (needless)
        await append(tx, ctx, {
          action: 'notice.drop',
          dossierId: needless.dossierId,
          patientId: needless.patientId,
          subjectId: noticeId,
          detail: { reason: obstacle },
        });
      return undefined;
    }
    return moveNotice(tx, noticeId, 'sending', { tokenHash, attempts: oneMoreAttempt() });
  });
}

async function keepFailure(ctx: Context, notice: NoticeRow, error: unknown): Promise<void> {
  const code = codeOf(error);
  const isLast = (error instanceof Fault && error.retry === 'never') || notice.attempts >= MOST_ATTEMPTS;
  await ctx.transaction(async (tx) => {
    const moved = await moveNotice(tx, notice.id, isLast ? 'failed' : 'sending', { lastErrorCode: code });
    if (moved && isLast)
      await append(tx, ctx, {
        action: 'notice.fail',
        outcome: 'refused',
        dossierId: notice.dossierId,
        patientId: notice.patientId,
        subjectId: notice.id,
        detail: { code },
      });
  });
  if (!isLast) throw error;
}
