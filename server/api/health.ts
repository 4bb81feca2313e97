import { webConnection } from '../access/web-connection';
import { readReadiness } from '../platform/readiness';

/** 200 while the process lives, whatever else does not. */
export const serveLive = (): Response => answer(200, { live: true });

/** 200 only while database, queue, gateway, worker and outbound links do their work, else 503; the body names each part, and no person. */
export async function serveReady(): Promise<Response> {
  const readiness = await readReadiness(webConnection().db);
  return answer(readiness.ready ? 200 : 503, readiness);
}

const answer = (status: number, body: unknown): Response => Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
