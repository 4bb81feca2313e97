import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/**
 * Makes every request say the address of the socket it came by, whatever the client claims; behind a trusted proxy the proxy's word stays. Without it a
 * person could write any address into the trace. Called once, before the first request.
 * @see GBUI B-16 (who, what, when, from where)
 */
export function trustOnlyTheSocket(trustProxy: boolean): void {
  if (trustProxy) return;
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? '';
  });
}
