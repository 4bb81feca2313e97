import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { sha256 } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { annexPdf } from '../report/annex-pdf';
import { type Announced, announcedLater } from '../report/announced-in';
import { markPdf } from '../report/mark-pdf';
import { pdfMarkOf } from './pdf-mark';
import type { Reader } from './record-reading';
import { pdfOf, type StoredPdf, spendTicket } from './store';

/**
 * Answers the stored PDF for a ticket and uses it up; a second time, another session, a minute later or another report get nothing. Bytes that no
 * longer have the hash they were released with are not handed out: that is an alarm, not a document. The copy of a version that was replaced, or that the
 * laboratory is checking, says so on every page; what was announced since the release stands on a page of its own after it.
 */
export async function redeemTicket(
  ctx: Context<Reader>,
  input: { reportId: string; ticket: string },
): Promise<Outcome<Buffer, Refusal<'not-found' | 'pdf-altered'>>> {
  const redeemed = await ctx.transaction(async (tx): Promise<Outcome<StoredPdf & { later: Announced }, Refusal<'not-found' | 'pdf-altered'>>> => {
    const ticket = { tokenHash: sha256(input.ticket), reportId: input.reportId, sessionId: ctx.actor.sessionId };
    if (!(await spendTicket(tx, ticket, ctx.now()))) return refuse('not-found');
    const stored = await pdfOf(tx, input.reportId);
    if (!stored) return refuse('not-found');
    const isIntact = sha256(stored.pdf) === stored.pdfHash;
    await append(tx, ctx, {
      action: 'report.download',
      outcome: isIntact ? 'done' : 'refused',
      dossierId: stored.dossierId,
      patientId: stored.patientId,
      subjectId: input.reportId,
      detail: isIntact ? {} : { reason: 'pdf-altered' },
    });
    return isIntact ? done({ ...stored, later: await announcedLater(tx, stored.dossierId, stored.content) }) : refuse('pdf-altered');
  });
  if (!redeemed.ok) return redeemed;
  const { pdf, content, later } = redeemed.value;
  const whole = later.length > 0 ? await annexPdf(pdf, content, later) : pdf;
  const mark = pdfMarkOf(redeemed.value);
  return done(Buffer.from(mark ? await markPdf(whole, mark) : whole));
}
