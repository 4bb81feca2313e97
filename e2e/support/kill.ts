import { expect } from '@playwright/test';
import { isReady, pids } from './place';

type Victim = 'gateway' | 'worker' | 'web' | 'postgres';

/** `kill -9`: no goodbye. Answers a function that waits until the supervisor has put another one in its place. */
export function kill(name: Victim): () => Promise<void> {
  const victim = pids()[name];
  if (victim === undefined) throw new Error(`${name} does not run`);
  process.kill(victim, 'SIGKILL');
  return async () => {
    await expect.poll(() => pids()[name] ?? victim, { message: `${name} runs again`, timeout: 30_000 }).not.toBe(victim);
    await expect.poll(isReady, { message: `everything is well after the death of ${name}`, timeout: 60_000 }).toBe(true);
  };
}

/** Resolves once something has been done this often: the middle of what goes on. */
export class Milestone {
  #done = 0;
  #reached = () => {};
  readonly reached: Promise<void>;

  constructor(private readonly at: number) {
    this.reached = new Promise((resolve) => (this.#reached = resolve));
  }

  count(): void {
    this.#done += 1;
    if (this.#done === this.at) this.#reached();
  }
}
