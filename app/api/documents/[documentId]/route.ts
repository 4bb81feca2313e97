import { serveDocument } from '../../../../server/api/document';

export const dynamic = 'force-dynamic';

/** A document that came with a result, for a ticket that works once. */
export async function GET(request: Request, { params }: { params: Promise<{ documentId: string }> }): Promise<Response> {
  return serveDocument(request, (await params).documentId);
}
