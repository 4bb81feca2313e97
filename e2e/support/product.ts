import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STARTED_WITHIN_MS = 180_000;

/**
 * Starts the product as `npm start` does, on ports and data of its own, and tells the journeys where it is by RELAIS_E2E_* variables:
 * URL, DATA_DIR (with pids.json), MLLP_PORT, LIS_PORT, SIMULATOR_URL, METRICS_PORT. Leaves nothing behind.
 */
export default async function startProduct(): Promise<() => Promise<void>> {
  const [web, mllp, lis, control, metrics] = await freePorts(5);
  const directory = mkdtempSync(join(tmpdir(), 'relais-e2e-'));
  const product = spawn(process.execPath, ['server/main/start.mjs'], {
    env: {
      ...withoutSettings(process.env),
      PORT: String(web),
      MLLP_PORT: String(mllp),
      SIMULATOR_PORT: String(lis),
      SIMULATOR_HTTP_PORT: String(control),
      METRICS_PORT: String(metrics),
      RELAIS_DATA_DIR: directory,
      RELAIS_DEMO: '1',
      SIMULATOR_SEED: '20261122',
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await untilStarted(product);
  Object.assign(process.env, {
    RELAIS_E2E_URL: `http://localhost:${web}`,
    RELAIS_E2E_DATA_DIR: directory,
    RELAIS_E2E_MLLP_PORT: String(mllp),
    RELAIS_E2E_LIS_PORT: String(lis),
    RELAIS_E2E_SIMULATOR_URL: `http://127.0.0.1:${control}`,
    RELAIS_E2E_METRICS_PORT: String(metrics),
  });
  return async () => {
    if (product.exitCode === null) {
      product.kill('SIGTERM');
      await once(product, 'exit');
    }
    rmSync(directory, { recursive: true, force: true });
  };
}

/** What a developer has set for the own product must not reach the one under test. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings = /^(RELAIS_|MLLP_|LIS_|DATABASE_|NEXTAUTH_|SMTP_|SMS_|SIMULATOR_|npm_)/;
  return {
    ...process.env,
    ...Object.fromEntries(
      Object.keys(environment)
        .filter((name) => settings.test(name))
        .map((name) => [name, undefined]),
    ),
  };
}

function untilStarted(product: ChildProcess): Promise<void> {
  return new Promise((started, failed) => {
    let printed = '';
    const tooLate = setTimeout(() => failed(new Error(`the product did not start in time:\n${printed}`)), STARTED_WITHIN_MS);
    const read = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      if (!printed.includes('Ctrl-C')) return;
      clearTimeout(tooLate);
      started();
    };
    product.stdout?.on('data', read);
    product.stderr?.on('data', read);
    product.once('exit', (code) => {
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
