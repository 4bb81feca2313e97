import type { Context } from '../platform/context';
import { codeOf } from '../platform/fault';
import { log } from '../platform/log';
import { followTogether } from './reception-store';
import type { ReceivedRow } from './reception-trace';

/** What comes within that time is followed in one go: a statement for each message would cost more than its reception. */
const GATHER_MS = 50;
/** A statement carries no more; the rest follows at once. */
const MOST_MESSAGES = 200;

/**
 * Does what follows a reception that is answered AA: its trace, its fact and task, the wake-up of the worker and of the screens, in one statement for
 * all messages of the moment and in the order of their reception. What is lost with the process is done by the sweeper, which compares
 * the messages stored with the tasks made; what fails here is tried again.
 * @see docs/decisions/010
 */
export class ReceptionFollowUp {
  readonly #ctx: Context;
  #waiting: ReceivedRow[] = [];
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  add(row: ReceivedRow): void {
    this.#waiting.push(row);
    if (!this.#running) this.#timer ??= setTimeout(() => void this.finish(), GATHER_MS);
  }

  /** Follows everything that waits; never rejects. */
  async finish(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#running ??= this.#carry().finally(() => {
      this.#running = null;
    });
    await this.#running;
    if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => void this.finish(), GATHER_MS);
  }

  async #carry(): Promise<void> {
    while (this.#waiting.length > 0) {
      const taken = this.#waiting.slice(0, MOST_MESSAGES);
      try {
        await followTogether(this.#ctx, taken);
      } catch (error) {
        log('warn', 'reception.not-followed', { code: codeOf(error), messages: this.#waiting.length });
        return;
      }
      this.#waiting = this.#waiting.slice(taken.length);
    }
  }
}
