import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import postgres from 'postgres';
import { ownerUrlOf } from '../e2e/support/books';
import type { Product } from '../e2e/support/run-product';
import { type Figure, quantile, spread } from './figures';
import { acknowledgements } from './mllp';

/** What a large group and a very large one send in their busiest hour. */
const STEADY = [
  { everyMs: 1_600, messages: 160, words: '5 msg/s (18 000 an hour)' },
  { everyMs: 400, messages: 320, words: '20 msg/s (72 000 an hour)' },
];

/** Time to the acknowledgement of messages with twenty results, everything running, beside a server that only inserts raw bytes. */
export async function measureAcknowledgements(product: Product): Promise<Figure[]> {
  const bare = await startBareServer(product.dataDirectory);
  try {
    const figures: Figure[] = [];
    await acknowledgements({ port: product.mllpPort, connections: 2, messages: 40, everyMs: 0 });
    await acknowledgements({ port: bare.port, connections: 2, messages: 40, everyMs: 0 });
    for (const connections of [1, 8]) {
      const own = await acknowledgements({ port: product.mllpPort, connections, messages: 400, everyMs: 0 });
      await settled(product.dataDirectory);
      const bound = await acknowledgements({ port: bare.port, connections, messages: 400, everyMs: 0 });
      const p99 = quantile(own.times, 0.99);
      figures.push(
        {
          what: `MLLP ACK, ${connections} connection${connections > 1 ? 's' : ''}, as fast as it goes`,
          measured: `${spread(own.times)}, ${Math.round(own.perSecond)} msg/s`,
          budget: connections === 8 ? 'p99 < 50 ms' : '',
          isWithin: connections === 8 ? p99 < 50 : null,
        },
        {
          what: '  bare frame-and-insert server, same run',
          measured: `${spread(bound.times)}, ${Math.round(bound.perSecond)} msg/s: ${(bound.perSecond / own.perSecond).toFixed(1)} times as many`,
          budget: '',
          isWithin: null,
        },
      );
    }
    for (const { everyMs, messages, words } of STEADY) {
      const steady = await acknowledgements({ port: product.mllpPort, connections: 8, messages, everyMs });
      figures.push({
        what: `MLLP ACK, 8 connections, ${words}`,
        measured: spread(steady.times),
        budget: 'p99 < 50 ms',
        isWithin: quantile(steady.times, 0.99) < 50,
      });
      await settled(product.dataDirectory);
    }
    return figures;
  } finally {
    bare.process.kill('SIGTERM');
  }
}

/** Resolves once nothing is left to do, so that one measurement does not pay for another. */
export async function settled(dataDirectory: string): Promise<void> {
  const sql = postgres(ownerUrlOf(dataDirectory), { max: 1, onnotice: () => undefined });
  try {
    for (const end = Date.now() + 300_000; Date.now() < end; ) {
      const [row] = await sql<{ open: number }[]>`select count(*)::int as open from fact_task where state = 'open' and due_at <= now()`;
      if (row?.open === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('the product did not get its work done in five minutes');
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function startBareServer(dataDirectory: string): Promise<{ port: number; process: ChildProcess }> {
  const url = new URL(ownerUrlOf(dataDirectory));
  const owner = postgres(url.href, { max: 1, onnotice: () => undefined });
  await owner`create database bare`;
  await owner.end();
  url.pathname = '/bare';
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/bare-server.ts'], {
    env: { ...process.env, RIVAL_DATABASE_URL: url.href },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { port: Number(/port (\d+)/.exec(line.toString('utf8'))?.[1]), process: child };
}
