import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Environment, EnvironmentRefused, readEnvironment } from '../platform/env';
import { isLoopback } from '../platform/env-together';
import { DEMO_ACCOUNTS, describeDemoAccounts } from './demo-accounts';
import { prepareDatabase } from './prepare-database';
import { type OpenDatabase, openDatabase, refuseAccounts, wholeOrNothing, withoutWaiting } from './supervisor-database';
import { type ProcessPlan, planProcesses, publicUrl, sharedEnvironment, task } from './supervisor-plan';
import { acceptsWithin, type PortToHold, requireFreePorts } from './supervisor-ports';
import { ProcessRegister } from './supervisor-register';
import { RunningProcesses } from './supervisor-run';
import { rolePasswords, sessionSecret, vapidKeys } from './supervisor-secrets';
import { paint, progress, say, step } from './supervisor-terminal';

const READY_WITHIN_MS = 60_000;
const PARENT_EVERY_MS = 200;

try {
  await run(readEnvironment());
} catch (error) {
  say();
  say(paint('red', error instanceof Error ? error.message : 'Relais could not start'));
  if (error instanceof Error && !(error instanceof EnvironmentRefused) && process.env.RELAIS_TRACE === '1') say(error.stack);
  process.exit(1);
}

/** Starts everything in order, then stays until it is told to stop. */
async function run(environment: Environment): Promise<void> {
  const register = new ProcessRegister(environment.RELAIS_DATA_DIR);
  await step('ports are free', () => requireFreePorts(portsOf(environment)));
  const secret = sessionSecret(environment);
  const passwords = rolePasswords(secret);
  const database = await step(environment.DATABASE_URL === undefined ? 'PostgreSQL (embedded)' : 'PostgreSQL', () => openDatabase(environment, passwords));
  const running = new RunningProcesses(environment, register, database);
  stopWhenTold(running);
  try {
    for (const remark of database.embedded?.remarks ?? []) say(paint('yellow', `    ${remark}`));
    await wholeOrNothing(environment, database, {
      migrate: () => step('database schema', () => prepareDatabase(database, passwords)),
      seed: () => step('demo data (fictional persons)', () => seed(seedEnvironment(environment, database, secret))),
    });
    if (!environment.RELAIS_DEMO)
      await refuseAccounts(
        database.ownerUrl,
        DEMO_ACCOUNTS.map((account) => account.login),
      );
    for (const plan of planProcesses({ ...environment, ...vapidKeys(environment) }, database, secret))
      await step(plan.name, () => startAndWait(running, plan, environment));
    welcome(environment, database.where);
  } catch (error) {
    // Told to stop in the middle: what broke, broke because of that.
    if (running.stopping) return;
    await running.stop();
    throw error;
  }
}

async function startAndWait(running: RunningProcesses, plan: ProcessPlan, environment: Environment): Promise<void> {
  running.start(plan);
  if (await acceptsWithin(plan.door.host, plan.door.port, READY_WITHIN_MS)) return;
  throw new Error(`${plan.name} does not answer: see ${environment.RELAIS_DATA_DIR}/logs/${plan.name}.log`);
}

function portsOf(environment: Environment): PortToHold[] {
  const { PORT, HOST, MLLP_PORT, MLLP_HOST, METRICS_PORT, SIMULATOR_PORT, SIMULATOR_HTTP_PORT } = environment;
  const always = [
    { variable: 'PORT', host: HOST, port: PORT },
    { variable: 'MLLP_PORT', host: MLLP_HOST, port: MLLP_PORT },
    { variable: 'METRICS_PORT', host: '127.0.0.1', port: METRICS_PORT },
  ];
  if (!environment.RELAIS_SIMULATOR) return always;
  return [
    ...always,
    { variable: 'SIMULATOR_PORT', host: '127.0.0.1', port: SIMULATOR_PORT },
    { variable: 'SIMULATOR_HTTP_PORT', host: '127.0.0.1', port: SIMULATOR_HTTP_PORT },
  ];
}

/** A program of its own: what it needs in memory is free again before the product runs. */
async function seed(environment: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, task('seed-demo.js'), { env: environment, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => progress(text));
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the demo data could not be laid out (${signal ?? `code ${code}`}): start again, it begins anew`);
}

/** Commits need not wait for the disk here: what a power failure cuts short is thrown away and laid out again. */
function seedEnvironment(environment: Environment, database: OpenDatabase, secret: string): NodeJS.ProcessEnv {
  return {
    ...sharedEnvironment(environment, secret),
    RELAIS_WORKER_DATABASE_URL: withoutWaiting(database.workerUrl),
    RELAIS_WEB_DATABASE_URL: withoutWaiting(database.webUrl),
    DATABASE_OWNER_URL: withoutWaiting(database.ownerUrl),
  };
}

function stopWhenTold(running: RunningProcesses): void {
  const stop = () => {
    if (running.stopping) return;
    say();
    void step('stopped, nothing lost', () => running.stop()).then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const startedBy = Number(process.env.RELAIS_STARTED_BY);
  // npm hands a SIGTERM to its shell and not to us: the shell being gone is how we hear of it.
  if (startedBy > 0) setInterval(() => process.ppid !== startedBy && stop(), PARENT_EVERY_MS).unref();
}

function welcome(environment: Environment, where: string): void {
  say();
  say(`  ${paint('bold', 'Relais')}  ${paint('cyan', publicUrl(environment))}`);
  if (environment.RELAIS_DEMO) {
    say();
    for (const line of describeDemoAccounts(new Date()).split('\n')) say(`  ${line}`);
  }
  say();
  say(paint('dim', `  HL7 (MLLP)  ${environment.MLLP_HOST}:${environment.MLLP_PORT}`));
  if (environment.RELAIS_SIMULATOR)
    say(paint('dim', `  simulator   http://localhost:${environment.SIMULATOR_HTTP_PORT}  (three laboratories that keep sending)`));
  say(paint('dim', `  data        ${where}`));
  say(paint('dim', `  logs        ${environment.RELAIS_DATA_DIR}/logs`));
  if (environment.RELAIS_DEMO && !isLoopback(environment.HOST))
    say(paint('yellow', '  Other machines can open this demonstration, whose passwords are public: no real data in it.'));
  say(paint('dim', '  Ctrl-C stops everything.'));
}
