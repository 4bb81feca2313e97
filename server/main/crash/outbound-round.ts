import { sql } from 'drizzle-orm';
import { decodeBytes } from '../../hl7/charset';
import { startLisServer } from '../../simulator/lis-server';
import { testMessage } from '../../simulator/test-message';
import type { TestProduct } from '../testing';
import type { Wrong } from './books';
import { startFaultProxy } from './fault-proxy';
import { freePort } from './free-port';
import { startMortal } from './mortal-process';

export interface OutboundRound {
  seed: string;
  program: string;
  environment?: Record<string, string>;
  failPoints: readonly string[];
  faults: number;
}

const DOSSIERS = 4;
/** A task that died with its worker is given to the next one when its lease is over. */
const LIMIT_MS = 240_000;

/**
 * One round: decisions of a biologist go home over a line that breaks, sent by a worker that dies. Answers what is wrong once
 * the queue says that everything arrived: a decision that the LIS never got, one that came under two numbers, other bytes
 * under the same number, another order than that of the decisions of one dossier.
 *
 * @param product opened without the handler that sends, so that everything waits in the queue
 */
export async function outboundRound(
  product: TestProduct,
  round: OutboundRound,
): Promise<{ wrongs: Wrong[]; deaths: number; faults: number; expected: number }> {
  await decide(product, round.seed);
  const lis = await startLisServer({ host: '127.0.0.1', port: 0, seed: round.seed, refusalRate: 0, now: () => new Date() });
  const proxy = await startFaultProxy({ seed: round.seed, target: () => lis.port, faultWithin: 3_500, faults: round.faults });
  const worker = startMortal(
    round.program,
    {
      RELAIS_DEMO: '1',
      RELAIS_WORKER_DATABASE_URL: product.access.database.workerUrl,
      NEXTAUTH_SECRET: 'a secret of the tests that is long enough',
      METRICS_PORT: String(await freePort()),
      LIS_URL: `mllp://127.0.0.1:${proxy.port}`,
      ...round.environment,
    },
    round.failPoints,
  );
  try {
    const queued = await allSent(product, Date.now() + LIMIT_MS);
    const arrived = lis.received.filter((message) => message.isStored || message.reception === 'repeated');
    return { wrongs: wrongsOf(queued, arrived), deaths: worker.deaths(), faults: proxy.met(), expected: queued.length };
  } finally {
    await worker.stop();
    await proxy.close();
    await lis.close();
  }
}

/** Two decisions in each of a few dossiers: the first result, then its correction. */
async function decide(product: TestProduct, seed: string): Promise<void> {
  const biologist = await product.person('biologist');
  for (const [version, value] of ['6.9', '4.2'].entries()) {
    for (let index = 0; index < DOSSIERS; index += 1) {
      const accessionNumber = `${seed}${index}`;
      const patient = { identifier: `88${index}`, ins: null };
      await product.receive(
        testMessage({ accessionNumber, controlId: `${seed}-${index}-${version}`, sentAt: product.clock.now(), patient, results: [{ value }] }),
      );
      await product.validate(biologist, await product.dossierId(accessionNumber));
    }
  }
}

interface Queued extends Record<string, unknown> {
  controlId: string;
  dossierId: string;
  payload: Buffer;
  state: string;
  kind: string;
}

async function allSent(product: TestProduct, until: number): Promise<Queued[]> {
  for (;;) {
    const rows = await product.access.worker.execute<Queued>(
      sql`select control_id as "controlId", dossier_id as "dossierId", payload, state, kind from outbound_message order by sequence`,
    );
    if (rows.every((row) => row.state === 'acknowledged') || Date.now() > until) return rows;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function wrongsOf(queued: readonly Queued[], arrived: readonly { controlId: string; text: string }[]): Wrong[] {
  const wrongs = new Set<Wrong>();
  for (const row of queued) {
    const copies = arrived.filter((message) => message.controlId === row.controlId);
    if (copies.length === 0) wrongs.add('lost');
    if (copies.some((copy) => copy.text !== decodeBytes(row.payload, 'UNICODE UTF-8').text)) wrongs.add('damaged');
  }
  const known = new Set(queued.map((row) => row.controlId));
  if (arrived.some((message) => !known.has(message.controlId))) wrongs.add('doubled');
  for (const dossierId of new Set(queued.map((row) => row.dossierId))) {
    const expected = queued.filter((row) => row.dossierId === dossierId).map((row) => row.controlId);
    const firsts = [...new Set(arrived.map((message) => message.controlId))].filter((controlId) => expected.includes(controlId));
    if (firsts.join() !== expected.filter((controlId) => firsts.includes(controlId)).join()) wrongs.add('disordered');
  }
  return [...wrongs].sort();
}
