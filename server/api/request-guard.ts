const BODY_LIMIT = 256 * 1024;

/** Why a request is turned away before any procedure sees it. */
export type GuardRefusal = { status: 403 | 405 | 413 | 415; reason: string };

/**
 * Turns away what a foreign page could make a browser send: without our own header a cross-site form reaches a mutation (threats.md 13).
 * Only the event stream, which cannot carry a header and changes nothing, comes without.
 */
export function guardRequest(request: Request, host: string): GuardRefusal | null {
  if (request.method !== 'GET' && request.method !== 'POST') return { status: 405, reason: 'method' };
  if (isForeign(request.headers, host)) return { status: 403, reason: 'origin' };
  if (isEventStream(request)) return null;
  if (request.headers.get('x-relais') !== '1') return { status: 403, reason: 'header' };
  if (request.method === 'POST' && mediaType(request) !== 'application/json') return { status: 415, reason: 'content-type' };
  return Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT ? { status: 413, reason: 'length' } : null;
}

/** Reads a body of at most 256 KiB, whatever its announced length; null when it is longer. */
export async function readBody(request: Request): Promise<string | null> {
  const reader = request.body?.getReader();
  if (!reader) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString('utf8');
    length += value.byteLength;
    if (length > BODY_LIMIT) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

/** A request of the browser's own making says where it comes from; a mutation that does not is not ours. */
function isForeign(headers: Headers, host: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return true;
  const origin = headers.get('origin');
  return origin !== null && (!URL.canParse(origin) || new URL(origin).host !== host);
}

const isEventStream = (request: Request): boolean => request.method === 'GET' && (request.headers.get('accept') ?? '').includes('text/event-stream');
const mediaType = (request: Request): string => (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
