import { testMessage } from '../../simulator/test-message';
import type { TestProduct } from '../testing';
import { allApplied, type Sent, type Wrong, wrongsIn } from './books';
import { startFaultProxy } from './fault-proxy';
import { freePort, listening } from './free-port';
import { sendUntilAcknowledged } from './insistent-sender';
import { startMortal } from './mortal-process';

export interface InboundRound {
  seed: string;
  gateway: { program: string; environment?: Record<string, string>; failPoints: readonly string[] };
  worker: { failPoints: readonly string[] };
  /** Bad bytes on the line: how many connections meet a fault. */
  faults: number;
  /** Lines that are hung up within their first message, in good order, and nothing else. */
  hangsUpInside?: boolean;
}

const DOSSIERS = 6;
const VERSIONS = 5;
const LIMIT_MS = 120_000;

/**
 * One round: a LIS sends corrections of a few dossiers over three lines that break, to a gateway and a worker that die; every message is
 * sent again until it is acknowledged. Answers what is wrong in the books afterwards.
 */
export async function inboundRound(
  product: TestProduct,
  round: InboundRound,
): Promise<{ wrongs: Wrong[]; deaths: number; faults: number; acknowledged: number }> {
  const port = await freePort();
  const environment = {
    RELAIS_DEMO: '1',
    RELAIS_WORKER_DATABASE_URL: product.access.database.workerUrl,
    NEXTAUTH_SECRET: 'a secret of the tests that is long enough',
    MLLP_PORT: String(port),
    METRICS_PORT: String(await freePort()),
    ...round.gateway.environment,
  };
  const gateway = startMortal(round.gateway.program, environment, round.gateway.failPoints);
  const worker = startMortal('server/main/worker.ts', environment, round.worker.failPoints);
  const proxy = await startFaultProxy({ seed: round.seed, target: () => port, ...lineOf(round) });
  try {
    await listening(port);
    const until = Date.now() + LIMIT_MS;
    const lines = [0, 1, 2].map((line) => messagesOf(round.seed, line));
    const acknowledged = (await Promise.all(lines.map((messages) => sendUntilAcknowledged(proxy.port, messages, until)))).flat();
    await allApplied(product.access.worker, until);
    return {
      wrongs: await wrongsIn(product.access.worker, lines.flat(), acknowledged),
      deaths: gateway.deaths() + worker.deaths(),
      faults: proxy.met(),
      acknowledged: acknowledged.length,
    };
  } finally {
    await proxy.close();
    await Promise.all([gateway.stop(), worker.stop()]);
  }
}

/** Two dossiers a line, each corrected four times; the dossiers take turns, every message newer than the one before. */
function messagesOf(seed: string, line: number): Sent[] {
  const own = DOSSIERS / 3;
  return Array.from({ length: own * VERSIONS }, (_, index) => {
    const accessionNumber = `${seed}-${line}${index % own}`;
    const value = (3 + index / 10).toFixed(1);
    const controlId = `${seed}-${line}-${index}`;
    const sentAt = new Date(Date.parse('2026-11-21T03:00:00+01:00') + index * 1_000);
    const patient = { identifier: `77${line}${index % own}`, ins: null };
    return { controlId, accessionNumber, value, bytes: testMessage({ accessionNumber, controlId, sentAt, patient, results: [{ value }] }) };
  });
}

const lineOf = ({ faults, hangsUpInside = false }: InboundRound) =>
  hangsUpInside ? { faults, faultWithin: 1_500, kinds: ['hung up'] as const } : { faults, faultWithin: 6_000 };
