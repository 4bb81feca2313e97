import { type NextRequest, NextResponse } from 'next/server';
import { blockedPage } from './app/_text/blocked-page';
import { isTerminalBlocked } from './server/api/blocked';

const SHELL = new Set(['/offline', '/lock', '/garde']);
const DEVELOPMENT = process.env.NODE_ENV !== 'production';

/**
 * Gives each page a content security policy with a nonce of its own, and forbids every store to keep anything.
 *
 * Next reads the nonce from the request's policy and puts it on its own scripts; `strict-dynamic` lets those load the
 * rest. The headers that never vary are in next.config.ts. At a blocked terminal every address answers with the same page. Answers of `/api` (JSON, PDF, events) get the store rule only: they run no script.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (request.nextUrl.pathname.startsWith('/api/')) return unstored(NextResponse.next());
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = pagePolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = unstored((await isBlocked(request)) ? blocked(nonce) : NextResponse.next({ request: { headers } }));
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

export const config = {
  matcher: [{ source: '/((?!_next/static|_next/image|icons/|favicon.ico|manifest.webmanifest|sw.js).*)' }],
};

function unstored(response: NextResponse): NextResponse {
  response.headers.set('Cache-Control', 'no-store');
  // Where people come by https they come by nothing else, for two years from the last visit.
  if (process.env.NEXTAUTH_URL?.startsWith('https:')) response.headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
  return response;
}

/** At a blocked terminal every address is the same neutral page (GBUI II-3g, B-23); what the service worker fetches to keep is the shell of any day. */
async function isBlocked(request: NextRequest): Promise<boolean> {
  const isKept = SHELL.has(request.nextUrl.pathname) && request.nextUrl.searchParams.has('__WB_REVISION__');
  return !isKept && isTerminalBlocked(request.headers);
}

const blocked = (nonce: string): NextResponse =>
  new NextResponse(blockedPage(nonce), { status: 403, headers: { 'Content-Type': 'text/html; charset=utf-8', 'Clear-Site-Data': '"cache"' } });

/** Attributes of style are allowed (widths of bars come from data), style elements only with the nonce. */
function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${DEVELOPMENT ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${DEVELOPMENT ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    ...(DEVELOPMENT ? [] : ["require-trusted-types-for 'script'", 'trusted-types default']),
  ].join('; ');
}
