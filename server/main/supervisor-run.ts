import { join } from 'node:path';
import type { Environment } from '../platform/env';
import { startPostgres } from './postgres';
import { SupervisedChild } from './supervisor-child';
import type { OpenDatabase } from './supervisor-database';
import { keepOutput } from './supervisor-output';
import type { ProcessPlan } from './supervisor-plan';
import type { ProcessRegister } from './supervisor-register';
import { paint, say } from './supervisor-terminal';

const POSTGRES_AGAIN_AFTER_MS = 200;

/** Everything that runs: keeps it running, and ends it in the order in which nothing gets lost. */
export class RunningProcesses {
  readonly #children: { child: SupervisedChild; stopWithinMs: number }[] = [];
  readonly #started = performance.now();
  #stopping = false;
  #database: OpenDatabase;

  constructor(
    private readonly environment: Environment,
    private readonly register: ProcessRegister,
    database: OpenDatabase,
  ) {
    this.#database = database;
    this.#watchDatabase();
  }

  start(plan: ProcessPlan): void {
    const { RELAIS_DATA_DIR, RELAIS_DEMO } = this.environment;
    const child = new SupervisedChild({
      ...plan,
      output: keepOutput(join(RELAIS_DATA_DIR, 'logs'), plan.name, !RELAIS_DEMO),
      onChange: (change) => {
        this.register.set(plan.name, change.kind === 'started' ? change.pid : null);
        if (change.kind === 'ended')
          this.#tell(`${plan.name} ended (${change.how}); started again in ${change.againInMs} ms; see ${join(RELAIS_DATA_DIR, 'logs', `${plan.name}.log`)}`);
      },
    });
    this.#children.push({ child, stopWithinMs: plan.stopWithinMs });
    child.start();
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  /** Traffic first, then the doors, then the work, the database last; each gets its time, then it is killed. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const order = ['simulator', 'gateway', 'web', 'worker'];
    const inOrder = this.#children.toSorted((one, other) => order.indexOf(one.child.name) - order.indexOf(other.child.name));
    for (const { child, stopWithinMs } of inOrder) await child.stop(stopWithinMs);
    await this.#database.embedded?.stop(2_500);
    this.register.close();
  }

  /** A database that died is started again on the same port with what was committed; the others find it by themselves. */
  #watchDatabase(): void {
    const { embedded } = this.#database;
    if (embedded === null) return;
    this.register.set('postgres', embedded.pid);
    void embedded.ended.then(() => this.#restartDatabase());
  }

  async #restartDatabase(): Promise<void> {
    if (this.#stopping) return;
    this.register.set('postgres', null);
    this.#tell('PostgreSQL ended; started again');
    try {
      this.#database = { ...this.#database, embedded: await startPostgres({ directory: this.environment.RELAIS_DATA_DIR, isKnown: true }) };
    } catch (error) {
      this.#tell(`PostgreSQL does not start: ${error instanceof Error ? error.message : 'unknown cause'}`);
      setTimeout(() => void this.#restartDatabase(), POSTGRES_AGAIN_AFTER_MS * 10);
      return;
    }
    this.#watchDatabase();
  }

  #tell(text: string): void {
    const seconds = Math.round((performance.now() - this.#started) / 1000);
    say(paint('yellow', `  ! ${text} ${paint('dim', `(after ${seconds} s)`)}`));
  }
}
