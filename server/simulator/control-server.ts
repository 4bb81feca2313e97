import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { decodeBytes } from '../hl7/charset';
import { MllpFault } from '../hl7/mllp-fault';
import { renderPage } from './page';
import type { Changes, Simulator } from './simulator';

const largestBody = 20 * 1024 * 1024;

interface Answer {
  status: number;
  type: 'text/html' | 'application/json' | 'text/plain';
  body: string;
}

/**
 * Shows and steers the simulator over HTTP on the loopback interface only; refuses what another site's page could
 * make a browser ask for (foreign Host or Origin).
 */
export async function startControlServer(simulator: Simulator, port: number): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void answerTo(simulator, request)
      .catch((): Answer => ({ status: 500, type: 'text/plain', body: 'Le simulateur a échoué.' }))
      .then((answer) => write(response, answer));
  });
  await listen(server, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerTo(simulator: Simulator, request: IncomingMessage): Promise<Answer> {
  if (!isFromHere(request)) return { status: 403, type: 'text/plain', body: 'Réservé à cette machine.' };
  switch (`${request.method} ${request.url?.split('?')[0]}`) {
    case 'GET /':
      return { status: 200, type: 'text/html', body: renderPage(simulator) };
    case 'GET /received.json':
      return json(simulator.lis.received);
    case 'GET /sent.json':
      return json(simulator.sent);
    case 'POST /control':
      return control(simulator, await bodyOf(request));
    case 'POST /send':
      return send(simulator, await bodyOf(request));
    default:
      return { status: 404, type: 'text/plain', body: 'Rien ici.' };
  }
}

async function control(simulator: Simulator, body: Buffer): Promise<Answer> {
  const changes = changesFrom(body.toString('utf8'));
  if (!changes) return { status: 400, type: 'text/plain', body: 'Attendu : {"away": booléen, "rate": 0 à 80, "refusals": 0 à 1}.' };
  await simulator.change(changes);
  return json({ away: simulator.lis.isAway, rate: simulator.rate, refusals: simulator.lis.refusalRate, waiting: simulator.waiting });
}

/** Null when anything in it is unknown or out of bounds: a mistyped order must not be half obeyed. */
function changesFrom(text: string): Changes | null {
  const given = parseObject(text);
  if (!given) return null;
  const { away, rate, refusals, ...others } = given;
  const isBetween = (value: unknown, highest: number) => value === undefined || (typeof value === 'number' && value >= 0 && value <= highest);
  if (Object.keys(others).length > 0 || !isBetween(rate, 80) || !isBetween(refusals, 1)) return null;
  if (away !== undefined && typeof away !== 'boolean') return null;
  return { away, rate: rate as number | undefined, refusals: refusals as number | undefined };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

async function send(simulator: Simulator, body: Buffer): Promise<Answer> {
  try {
    const answer = await simulator.send(body);
    return { status: 200, type: 'text/plain', body: decodeBytes(answer, 'UNICODE UTF-8').text };
  } catch (error) {
    if (!(error instanceof MllpFault)) throw error;
    return { status: 502, type: 'text/plain', body: `Pas de réponse de Relais : ${error.code}.` };
  }
}

function isFromHere({ headers }: IncomingMessage): boolean {
  const isLocal = (host: string | undefined) => /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host ?? '');
  return isLocal(headers.host) && (headers.origin === undefined || isLocal(headers.origin.replace(/^http:\/\//, '')));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBody) throw new Error('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function json(value: unknown): Answer {
  return { status: 200, type: 'application/json', body: JSON.stringify(value) };
}

function write(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, resolve);
  });
}
