import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { sha256 } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { Reader } from './record-reading';
import { pdfOf, spendTicket } from './store';

/**
 * Answers the stored PDF for a ticket and uses it up; a second time, another session, a minute later or another report get nothing. Bytes that no
 * longer have the hash they were released with are not handed out: that is an alarm, not a document.
 */
export async function redeemTicket(
  ctx: Context<Reader>,
  input: { reportId: string; ticket: string },
): Promise<Outcome<Buffer, Refusal<'not-found' | 'pdf-altered'>>> {
  return ctx.transaction(async (tx) => {
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
    return isIntact ? done(stored.pdf) : refuse('pdf-altered');
  });
}
