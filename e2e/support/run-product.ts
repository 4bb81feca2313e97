import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

const STARTED_WITHIN_MS = 240_000;

export interface Product {
  url: string;
  mllpPort: number;
  metricsPort: number;
  simulatorUrl: string;
  dataDirectory: string;
  /** From the command to the moment when the terminal says that everything runs. */
  startedInMs: number;
  /** What the terminal showed so far. */
  printed(): string;
  /** Ends it in good order, as Ctrl-C does, and answers how long that took. */
  stop(): Promise<number>;
}

interface ProductOptions {
  dataDirectory: string;
  environment?: Record<string, string>;
  /** Another checkout than this one. */
  cwd?: string;
}

/**
 * Starts the product as `npm start` does, on ports of its own, and answers once it says that it runs. It ends with the process that started it,
 * even when that one is killed.
 */
export async function runProduct({ dataDirectory, environment = {}, cwd }: ProductOptions): Promise<Product> {
  const [web = 0, mllp = 0, lis = 0, control = 0, metrics = 0] = await freePorts(5);
  const began = performance.now();
  const child = spawn(process.execPath, ['server/main/start.mjs'], {
    env: {
      ...withoutSettings(process.env),
      PORT: String(web),
      MLLP_PORT: String(mllp),
      SIMULATOR_PORT: String(lis),
      SIMULATOR_HTTP_PORT: String(control),
      METRICS_PORT: String(metrics),
      RELAIS_DATA_DIR: dataDirectory,
      RELAIS_DEMO: '1',
      RELAIS_STARTED_BY: String(process.pid),
      NO_COLOR: '1',
      ...environment,
    },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = await untilStarted(child);
  return {
    url: `http://localhost:${web}`,
    mllpPort: mllp,
    metricsPort: metrics,
    simulatorUrl: `http://127.0.0.1:${control}`,
    dataDirectory,
    startedInMs: performance.now() - began,
    printed,
    stop: async () => {
      const told = performance.now();
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      return performance.now() - told;
    },
  };
}

/** What a developer has set for the own product must not reach the one under test. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings = /^(RELAIS_|MLLP_|LIS_|DATABASE_|NEXTAUTH_|SMTP_|SMS_|SIMULATOR_|PORT$|HOST$|METRICS_PORT$|TRUST_PROXY$|NODE_ENV$|npm_)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !settings.test(name))) as NodeJS.ProcessEnv;
}

function untilStarted(child: ChildProcess): Promise<() => string> {
  return new Promise((started, failed) => {
    let printed = '';
    const tooLate = setTimeout(() => {
      child.kill('SIGTERM');
      failed(new Error(`the product did not start in time:\n${printed}`));
    }, STARTED_WITHIN_MS);
    const read = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      if (!printed.includes('Ctrl-C')) return;
      clearTimeout(tooLate);
      started(() => printed);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(tooLate);
      failed(new Error(`the product ended with code ${code}:\n${printed}`));
    });
  });
}

/** All held open together, so that none is given twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  const ports: number[] = [];
  for (const server of servers) {
    if (!server.listening) await once(server, 'listening');
    const address = server.address();
    if (typeof address === 'object' && address !== null) ports.push(address.port);
  }
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
