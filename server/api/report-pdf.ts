import { contextFor } from '../platform/context';
import { log } from '../platform/log';
import { redeemTicket } from '../portal/redeem-ticket';
import { type ApiContext, createApiContext } from './context';

const MISSING = () => new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } });

/**
 * Sends a report's PDF once, to the session that the ticket was made for; whatever is wrong with the ticket, the answer is that of a document that does
 * not exist. Records nothing by itself: the reading was recorded before there was a ticket.
 */
export async function serveReportPdf(request: Request, reportId: string, api: ApiContext = createApiContext({ headers: request.headers })): Promise<Response> {
  const ticket = new URL(request.url).searchParams.get('ticket') ?? '';
  if (!/^[0-9a-f-]{36}$/.test(reportId) || !/^[A-Za-z0-9_-]{43}$/.test(ticket)) return MISSING();
  // A browser may hold both sessions: the ticket says which one of them asked.
  for (const actor of [await api.professional(), await api.patient()]) {
    if (!actor) continue;
    const redeemed = await redeemTicket(contextFor(api.db, actor, api.now), { reportId, ticket });
    if (redeemed.ok) return pdfResponse(redeemed.value, actor.kind === 'patient' ? 'attachment' : 'inline');
    if (redeemed.refusal.code === 'pdf-altered') {
      log('error', 'report.pdf-altered', { reportId });
      return new Response(null, { status: 500, headers: { 'cache-control': 'no-store' } });
    }
  }
  return MISSING();
}

/** On a ward's shared terminal the file is shown and not kept; on his own telephone the patient keeps it. The name says nothing. */
function pdfResponse(pdf: Buffer, disposition: 'inline' | 'attachment'): Response {
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-length': String(pdf.byteLength),
      'content-disposition': `${disposition}; filename="compte-rendu.pdf"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
