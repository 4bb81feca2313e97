import { requireAccess } from '../access/require-access';
import type { Context } from '../platform/context';
import { newId, newToken, sha256 } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { type Reader, recordReading } from './record-reading';
import { insertTicket, openableReport } from './store';

export const TICKET_LIFE_MS = 60_000;

/** Answers a ticket for the PDF, good once, for this session, for one minute; the reading is on record before the ticket exists. */
export async function requestPdf(ctx: Context<Reader>, input: { reportId: string }): Promise<Outcome<{ url: string }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, ctx.actor.kind === 'patient' ? 'patient.read' : 'report.view');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const report = await openableReport(tx, input.reportId);
    if (!report) return refuse('not-found');
    const now = await recordReading(ctx, tx, report, 'pdf');
    const token = newToken();
    await insertTicket(tx, {
      id: newId(),
      tokenHash: sha256(token),
      reportId: report.id,
      documentId: null,
      sessionId: ctx.actor.sessionId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + TICKET_LIFE_MS),
    });
    return done({ url: `/api/reports/${report.id}?ticket=${token}` });
  });
}
