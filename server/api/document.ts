import { contextFor } from '../platform/context';
import { log } from '../platform/log';
import { redeemDocument } from '../portal/redeem-document';
import { CDA_POLICY, cdaPage } from './cda-page';
import { type ApiContext, createApiContext } from './context';

const MISSING = () => new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } });

/** How a browser may take a document of each kind. XML is shown as a page of plain text that we write; what is unknown is only ever a file. */
const KINDS: Readonly<Record<string, { type: string; name: string; isShown: boolean }>> = {
  'application/pdf': { type: 'application/pdf', name: 'document.pdf', isShown: true },
  'image/png': { type: 'image/png', name: 'document.png', isShown: true },
  'image/jpeg': { type: 'image/jpeg', name: 'document.jpg', isShown: true },
};
const UNKNOWN = { type: 'application/octet-stream', name: 'document.bin', isShown: false };

/**
 * Sends a document once, to the session that the ticket was made for; whatever is wrong with the ticket, the answer is that of a document that does not
 * exist. What a laboratory's system attached is hostile input: no script runs in it, no page frames it, nothing is loaded by it and no type is guessed.
 */
export async function serveDocument(request: Request, documentId: string, api: ApiContext = createApiContext({ headers: request.headers })): Promise<Response> {
  const ticket = new URL(request.url).searchParams.get('ticket') ?? '';
  if (!/^[0-9a-f-]{36}$/.test(documentId) || !/^[A-Za-z0-9_-]{43}$/.test(ticket)) return MISSING();
  // A browser may hold both sessions: the ticket says which one of them asked.
  for (const actor of [await api.professional(), await api.patient()]) {
    if (!actor) continue;
    const redeemed = await redeemDocument(contextFor(api.db, actor, api.now), { documentId, ticket });
    if (redeemed.ok) return responseOf(redeemed.value, actor.kind === 'patient');
    if (redeemed.refusal.code === 'pdf-altered') {
      log('error', 'document.altered', { documentId });
      return new Response(null, { status: 500, headers: { 'cache-control': 'no-store' } });
    }
  }
  return MISSING();
}

function responseOf({ bytes, mediaType }: { bytes: Buffer; mediaType: string }, isKept: boolean): Response {
  if (mediaType === 'application/xml') return cdaResponse(bytes);
  const { type, name, isShown } = KINDS[mediaType] ?? UNKNOWN;
  // Browsers refuse their own PDF viewer, which is a sandbox by itself, inside a sandbox.
  const sandbox = mediaType === 'application/pdf' ? '' : '; sandbox';
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-length': String(bytes.byteLength),
      'content-disposition': `${isShown && !isKept ? 'inline' : 'attachment'}; filename="${name}"`,
      'content-security-policy': `default-src 'none'; frame-ancestors 'none'${sandbox}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** For whoever reads it, patient or professional: the page itself holds the original to download. */
function cdaResponse(bytes: Buffer): Response {
  return new Response(cdaPage(bytes), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CDA_POLICY,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}
