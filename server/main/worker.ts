import { createServer } from 'node:http';
import { Logger, parseCrontab, run } from 'graphile-worker';
import { connect } from '../../db/client';
import { closeLisLinks } from '../outbound/jobs';
import { systemActor } from '../platform/actor';
import { startAlarmClock } from '../platform/alarm-clock';
import { beat } from '../platform/beat';
import { contextFor } from '../platform/context';
import { readEnvironment, requireVariable } from '../platform/env';
import { codeOf } from '../platform/fault';
import { followersOf, registerWiring, runHandler, runsTogether, sweepTasks } from '../platform/handlers';
import { log } from '../platform/log';
import { untilStopped } from '../platform/until-stopped';
import { metricsText } from './metrics';
import { SWEEPERS, WIRING } from './wiring';

/** The worker: hears every fact and does what follows from it. Woken by the database, never by polling. */
const CONCURRENCY = 6;

const environment = readEnvironment();
const url = requireVariable(environment, 'RELAIS_WORKER_DATABASE_URL');
const { db, sql, close } = connect(url, { max: CONCURRENCY + 4, applicationName: 'relais-worker' });
await registerWiring(db, WIRING);
/** Handlers at work that must not run beside themselves. */
const TOGETHER = [...new Set(WIRING.map((entry) => entry.handler))].filter((handler) => runsTogether(WIRING, handler));
const running = new Map<string, 'once' | 'again'>();

const runner = await run({
  connectionString: url,
  concurrency: CONCURRENCY,
  maxPoolSize: CONCURRENCY + 2,
  noHandleSignals: true,
  // A lost wake-up is found again at the latest after this; the usual way is LISTEN/NOTIFY, in milliseconds.
  pollInterval: 2_000,
  logger: new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log(level === 'error' ? 'error' : 'warn', 'queue', { code: message.split(/[\s:(]/, 1)[0] ?? '' });
  }),
  taskList: {
    wake: async (payload) => {
      await wake(payload);
    },
    sweep: async () => {
      await sweep();
    },
  },
  parsedCronItems: parseCrontab('* * * * * sweep ?max=1'),
});
await sweep();
const stopAlarmClock = await startAlarmClock(sql, (handler) => {
  runUntilIdle(handler).catch((error: unknown) => log('error', 'alarm.failed', { handler, code: codeOf(error) }));
});
// A gateway, or a worker, that dies between its commit and its wake-up loses the wake-up only: what it stored is found here.
const stopLooking = every(1_000, async () => {
  for (const handler of TOGETHER) await runUntilIdle(handler);
});
const stopBeating = beat(db, 'worker');
const metrics = createServer((request, response) => {
  if (request.url !== '/metrics') return response.writeHead(404).end();
  metricsText(db)
    .then((text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text))
    .catch((error: unknown) => {
      log('error', 'metrics.failed', { code: codeOf(error) });
      response.writeHead(503).end();
    });
}).listen(environment.METRICS_PORT, '127.0.0.1');
log('info', 'worker.ready', { metricsPort: environment.METRICS_PORT });

untilStopped(async () => {
  stopBeating();
  stopLooking();
  await stopAlarmClock();
  metrics.close();
  await runner.stop();
  await closeLisLinks();
  await close();
});

async function wake(payload: unknown): Promise<void> {
  await runUntilIdle(handlerIn(payload));
}

/** A handler that takes many tasks at once runs beside itself never: who is woken meanwhile has it look once more. */
async function runUntilIdle(handler: string): Promise<void> {
  if (running.has(handler)) {
    running.set(handler, 'again');
    return;
  }
  if (runsTogether(WIRING, handler)) running.set(handler, 'once');
  try {
    do {
      if (running.has(handler)) running.set(handler, 'once');
      while ((await runHandler(db, WIRING, handler)) > 0) look(followersOf(WIRING, handler));
    } while (running.get(handler) === 'again');
  } finally {
    running.delete(handler);
  }
}

/** What is told by a batch wakes nobody: those who hear it look as soon as it is there. */
function look(handlers: readonly string[]): void {
  for (const handler of handlers) runUntilIdle(handler).catch((error: unknown) => log('error', 'look.failed', { handler, code: codeOf(error) }));
}

/** Never beside itself: the next look waits for the end of the one before. */
function every(ms: number, look: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout;
  const again = () => {
    timer = setTimeout(() => {
      look()
        .catch((error: unknown) => log('error', 'look.failed', { code: codeOf(error) }))
        .finally(again);
    }, ms);
  };
  again();
  return () => clearTimeout(timer);
}

function handlerIn(payload: unknown): string {
  if (typeof payload === 'object' && payload !== null && 'handler' in payload && typeof payload.handler === 'string') return payload.handler;
  throw new Error('broken promise: a wake-up names its handler');
}

/** Every minute, and at every start: each room compares what it meant to do with what came of it. */
async function sweep(): Promise<void> {
  await sweepTasks(db);
  for (const sweeper of SWEEPERS) {
    try {
      await sweeper.run(contextFor(db, systemActor(`sweeper:${sweeper.name}`)));
    } catch (error) {
      log('error', 'sweep.failed', { name: sweeper.name, code: codeOf(error) });
    }
  }
}
