import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
/** A process that lived this long was well: its next end starts again at the first delay. */
const WELL_AFTER_MS = 20_000;

export interface ChildPlan {
  name: string;
  /** Words after `node`. */
  words: string[];
  environment: NodeJS.ProcessEnv;
  output: Writable;
  /** Each start and each unwanted end. */
  onChange(change: { kind: 'started'; pid: number } | { kind: 'ended'; how: string; againInMs: number }): void;
}

/** Keeps one process running until `stop`: an end that nobody asked for is followed by a new start, at once the first time, then ever later. */
export class SupervisedChild {
  readonly name: string;
  #process: ChildProcess | null = null;
  #timer: NodeJS.Timeout | null = null;
  #delayMs = FIRST_DELAY_MS;
  #stopping = false;

  constructor(private readonly plan: ChildPlan) {
    this.name = plan.name;
  }

  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  start(): void {
    this.#timer = null;
    if (this.#stopping || this.#process !== null) return;
    const startedAt = performance.now();
    const child = spawn(process.execPath, this.plan.words, {
      env: this.plan.environment,
      // A session of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops the others in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      windowsHide: true,
    });
    this.#process = child;
    child.stdout?.pipe(this.plan.output, { end: false });
    child.stderr?.pipe(this.plan.output, { end: false });
    child.once('error', () => this.#ended(startedAt, 'could not be started'));
    child.once('exit', (code, signal) => this.#ended(startedAt, signal ?? `code ${code}`));
    if (child.pid !== undefined) this.plan.onChange({ kind: 'started', pid: child.pid });
  }

  /** Asks for an end in good order, insists after the given time, and resolves when the process is gone. */
  async stop(withinMs: number): Promise<void> {
    this.#stopping = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const child = this.#process;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), withinMs);
    await gone;
    clearTimeout(insist);
  }

  #ended(startedAt: number, how: string): void {
    if (this.#process === null) return;
    this.#process = null;
    if (this.#stopping) return;
    if (performance.now() - startedAt > WELL_AFTER_MS) this.#delayMs = FIRST_DELAY_MS;
    this.plan.onChange({ kind: 'ended', how, againInMs: this.#delayMs });
    this.#timer = setTimeout(() => this.start(), this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, LONGEST_DELAY_MS);
  }
}
