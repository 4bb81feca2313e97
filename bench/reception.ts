import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { type Figure, ms, quantile } from './figures';
import { acknowledgements } from './mllp';
import { openOwnDatabase } from './own-database';

/** Rounds alternate, so that whatever else the machine does falls on all alike. */
const ROUNDS = 5;
const ROUND_MS = 1_500;
const CONNECTIONS = [
  { connections: 1, ofBare: 0.8 },
  { connections: 8, ofBare: 0.8 },
  { connections: 32, ofBare: 0.7 },
];
const OF_MEDPLUM = 1.5;

interface Measured {
  perSecond: number;
  p99: number;
}

/**
 * Messages of twenty results received, window 1, durable before the answer: the product's gateway with its database and nothing else, beside a server of
 * `@medplum/hl7` with one insert and beside a bare frame-and-insert server, all on the same PostgreSQL and by the same client.
 */
export async function measureReception(directory: string): Promise<Figure[]> {
  const database = await openOwnDatabase(join(directory, 'reception'));
  const rivalUrl = await rivalDatabase(database.ownerUrl);
  const servers = {
    own: await startGateway(database.workerUrl, directory),
    medplum: await startRival('bench/medplum-server.ts', rivalUrl),
    bare: await startRival('bench/bare-server.ts', rivalUrl),
  };
  try {
    const figures: Figure[] = [];
    for (const { port } of Object.values(servers)) await acknowledgements({ port, connections: 8, messages: 1_600, everyMs: 0 });
    for (const { connections, ofBare } of CONNECTIONS) {
      const samples: Record<keyof typeof servers, Measured[]> = { own: [], medplum: [], bare: [] };
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const name of ['own', 'medplum', 'bare'] as const) {
          const { times, perSecond } = await acknowledgements({ port: servers[name].port, connections, forMs: ROUND_MS, everyMs: 0 });
          samples[name].push({ perSecond, p99: quantile(times, 0.99) });
        }
      }
      figures.push(...ratios(connections, ofBare, { own: middle(samples.own), medplum: middle(samples.medplum), bare: middle(samples.bare) }));
    }
    return figures;
  } finally {
    for (const server of Object.values(servers)) server.process.kill('SIGTERM');
    await Promise.all(Object.values(servers).map((server) => server.ended));
    await database.stop();
  }
}

function ratios(connections: number, ofBare: number, { own, medplum, bare }: Record<'own' | 'medplum' | 'bare', Measured>): Figure[] {
  const said = ({ perSecond, p99 }: Measured) => `${Math.round(perSecond)} msg/s, p99 ${ms(p99)}`;
  const what = `received, ${connections} connection${connections > 1 ? 's' : ''}`;
  return [
    { what, measured: said(own), budget: '', isWithin: null },
    ratio(`  beside @medplum/hl7: ${said(medplum)}`, own.perSecond / medplum.perSecond, `≥ ${OF_MEDPLUM} ×`, own.perSecond >= OF_MEDPLUM * medplum.perSecond),
    ratio('    its p99', own.p99 / medplum.p99, '≤ 0.5 ×', own.p99 <= 0.5 * medplum.p99),
    ratio(`  beside the bare server: ${said(bare)}`, own.perSecond / bare.perSecond, `≥ ${ofBare} ×`, own.perSecond >= ofBare * bare.perSecond),
  ];
}

const ratio = (what: string, value: number, budget: string, isWithin: boolean): Figure => ({ what, measured: `${value.toFixed(2)} ×`, budget, isWithin });

/** The round in the middle: one that the machine disturbed counts for nothing. */
const middle = (rounds: readonly Measured[]): Measured => ({
  perSecond: quantile(
    rounds.map((round) => round.perSecond),
    0.5,
  ),
  p99: quantile(
    rounds.map((round) => round.p99),
    0.5,
  ),
});

async function rivalDatabase(ownerUrl: string): Promise<string> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await owner`create database rivals`;
  await owner.end();
  const url = new URL(ownerUrl);
  url.pathname = '/rivals';
  return url.href;
}

interface Started {
  port: number;
  process: ChildProcess;
  ended: Promise<unknown>;
}

async function startGateway(workerUrl: string, directory: string): Promise<Started> {
  const port = await freePort();
  const environment = { MLLP_PORT: String(port), RELAIS_WORKER_DATABASE_URL: workerUrl, RELAIS_DATA_DIR: directory, RELAIS_DEMO: '1' };
  const child = spawn(process.execPath, ['dist/gateway.js'], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout ?? child, 'data');
  child.stdout?.resume();
  return { port, process: child, ended: once(child, 'exit') };
}

async function startRival(file: string, url: string): Promise<Started> {
  const child = spawn(process.execPath, ['--import', 'tsx', file], { env: { ...process.env, RIVAL_DATABASE_URL: url }, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { port: Number(/port (\d+)/.exec(line.toString('utf8'))?.[1]), process: child, ended: once(child, 'exit') };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
