import { serveReportPdf } from '../../../../server/api/report-pdf';

export const dynamic = 'force-dynamic';

/** The PDF of a report, for a ticket that works once. */
export async function GET(request: Request, { params }: { params: Promise<{ reportId: string }> }): Promise<Response> {
  return serveReportPdf(request, (await params).reportId);
}
