import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Environment } from '../platform/env';
import type { OpenDatabase } from './supervisor-database';
import { reachable } from './supervisor-ports';

export interface ProcessPlan {
  name: 'worker' | 'gateway' | 'web' | 'simulator';
  words: string[];
  environment: NodeJS.ProcessEnv;
  /** Where it accepts connections once it is ready. */
  door: { host: string; port: number };
  /** How long it may take to end in good order; together below ten seconds, the database included. */
  stopWithinMs: number;
}

/**
 * The worker makes and drops the rows of a hundred messages at a time: with room for them among the young, the collector finds them dead instead of copying them
 * several times (a twelfth of its processor time).
 */
export const WORKER_WORDS: readonly string[] = ['--max-semi-space-size=64'];

/** `npm run dev`: the processes follow the sources. */
const DEVELOPMENT = process.env.RELAIS_DEV === '1';

/**
 * Says which processes run, in the order of their start. Each gets the database role that it needs and no other: neither the owner's nor
 * another role's address is in its environment.
 */
export function planProcesses(environment: Environment, database: Pick<OpenDatabase, 'webUrl' | 'workerUrl'>, secret: string): ProcessPlan[] {
  const shared = sharedEnvironment(environment, secret);
  const asWorker = { ...shared, RELAIS_WORKER_DATABASE_URL: database.workerUrl };
  const plans: ProcessPlan[] = [
    {
      name: 'worker',
      words: [...WORKER_WORDS, ...program('worker.js')],
      environment: asWorker,
      door: { host: '127.0.0.1', port: environment.METRICS_PORT },
      stopWithinMs: 2_000,
    },
    {
      name: 'gateway',
      words: program('gateway.js'),
      environment: asWorker,
      door: { host: environment.MLLP_HOST, port: environment.MLLP_PORT },
      stopWithinMs: 1_500,
    },
    {
      name: 'web',
      words: [
        ...follow(),
        'node_modules/next/dist/bin/next',
        DEVELOPMENT ? 'dev' : 'start',
        '--port',
        String(environment.PORT),
        '--hostname',
        environment.HOST,
      ],
      environment: { ...shared, RELAIS_WEB_DATABASE_URL: database.webUrl },
      door: { host: environment.HOST, port: environment.PORT },
      stopWithinMs: 1_500,
    },
  ];
  if (environment.RELAIS_SIMULATOR) {
    plans.push({
      name: 'simulator',
      words: program('simulator.js'),
      environment: {
        ...shared,
        RELAIS_MLLP: `${reachable(environment.MLLP_HOST)}:${environment.MLLP_PORT}`,
        SIMULATOR_PORT: String(environment.SIMULATOR_PORT),
        SIMULATOR_HTTP_PORT: String(environment.SIMULATOR_HTTP_PORT),
      },
      door: { host: '127.0.0.1', port: environment.SIMULATOR_HTTP_PORT },
      stopWithinMs: 1_000,
    });
  }
  return plans;
}

/** The environment that every process shares, the demonstration's defaults filled in, without any database address. */
export function sharedEnvironment(environment: Environment, secret: string): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, RELAIS_WEB_DATABASE_URL: ___, RELAIS_WORKER_DATABASE_URL: ____, ...inherited } = process.env;
  return {
    ...inherited,
    NODE_ENV: DEVELOPMENT ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    RELAIS_SUPERVISOR_PID: String(process.pid),
    RELAIS_DEMO: environment.RELAIS_DEMO ? '1' : '0',
    RELAIS_SIMULATOR: environment.RELAIS_SIMULATOR ? '1' : '0',
    RELAIS_DATA_DIR: environment.RELAIS_DATA_DIR,
    LIS_URL: environment.LIS_URL ?? (environment.RELAIS_SIMULATOR ? `mllp://127.0.0.1:${environment.SIMULATOR_PORT}` : ''),
    NEXTAUTH_SECRET: secret,
    VAPID_PUBLIC_KEY: environment.VAPID_PUBLIC_KEY,
    VAPID_PRIVATE_KEY: environment.VAPID_PRIVATE_KEY,
    NEXTAUTH_URL: publicUrl(environment),
  };
}

/** The address to open in a browser; `localhost`, because passkeys refuse IP addresses. */
export function publicUrl(environment: Environment): string {
  return environment.NEXTAUTH_URL ?? `http://localhost:${environment.PORT}`;
}

/** The words after `node` for one of the programs that the build made, which ends by itself. */
export function task(file: string): string[] {
  return [...follow(), '--enable-source-maps', join('dist', file)];
}

/** The same for one that stays. */
function program(file: string): string[] {
  return DEVELOPMENT ? ['--watch', '--watch-preserve-output', ...task(file)] : task(file);
}

function follow(): string[] {
  return ['--import', pathToFileURL(join(process.cwd(), 'dist', 'follow-supervisor.js')).href];
}
