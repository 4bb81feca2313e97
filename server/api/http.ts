import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { log } from '../platform/log';
import { createApiContext } from './context';
import { guardRequest, readBody } from './request-guard';
import { appRouter } from './root';

/**
 * Serves tRPC over HTTP: one call per request, same origin only, JSON only, never stored. A defect is logged by its path and code, without its text.
 */
export async function serveApi(request: Request): Promise<Response> {
  const refusal = guardRequest(request, request.headers.get('host') ?? '');
  if (refusal) return turnedAway(refusal.status, refusal.reason);
  const req = request.method === 'POST' ? await withCheckedBody(request) : request;
  if (!req) return turnedAway(413, 'length');
  const response = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req,
    router: appRouter,
    allowBatching: false,
    // Queries come by POST too: what one searches for is a name, and an address ends in logs and histories.
    allowMethodOverride: true,
    createContext: ({ req: { headers }, resHeaders }) => createApiContext({ headers, responseHeaders: resHeaders }),
    onError: ({ path, type, error }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') log('error', 'api.defect', { path, type, code: error.cause?.name ?? error.name });
    },
  });
  response.headers.set('cache-control', 'no-store, no-transform');
  return response;
}

async function withCheckedBody(request: Request): Promise<Request | null> {
  const body = await readBody(request);
  return body === null ? null : new Request(request.url, { method: 'POST', headers: request.headers, body: body === '' ? null : body, signal: request.signal });
}

const turnedAway = (status: number, reason: string): Response => Response.json({ error: { reason } }, { status, headers: { 'cache-control': 'no-store' } });
