import type { Context } from '../platform/context';
import { codeOf, Fault } from '../platform/fault';
import { log } from '../platform/log';
import { followTogether } from './reception-store';
import type { ReceivedRow } from './reception-trace';
import { FOLLOWED_WITHIN_MS, followDoubtful } from './sweep';

/** What comes within that time is followed in one go: a statement for each message would cost more than its reception. */
const GATHER_MS = 50;
/** A statement carries no more; the rest follows at once. */
const MOST_MESSAGES = 200;

interface Waiting {
  readonly row: ReceivedRow;
  isDoubtful: boolean;
}

/**
 * Does what follows a reception that is answered AA: its trace, its fact and task, the wake-up of the worker and of the screens, in one statement for
 * all messages of the moment and in the order of their reception. What is lost with the process is done by the sweeper, which compares
 * the messages stored with the tasks made; what fails here is tried again, and done once even if it had been done unheard, or by the sweeper meanwhile.
 * @see docs/decisions/010
 */
export class ReceptionFollowUp {
  readonly #ctx: Context;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  /** Why the last try failed. */
  #failed: Fault | null = null;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** @param isDoubtful it was stored before, and may have been followed or be about to be. */
  add(row: ReceivedRow, isDoubtful = false): void {
    this.#waiting.push({ row, isDoubtful });
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

  /**
   * Resolves when everything that was stored before now is followed: what is about to be told by itself must not overtake it. Rejects when that cannot be done now.
   */
  async caughtUp(): Promise<void> {
    const last = this.#waiting.at(-1);
    while (last && this.#waiting.includes(last)) {
      await this.finish();
      if (this.#failed) throw this.#failed;
    }
  }

  async #carry(): Promise<void> {
    while (this.#waiting.length > 0) {
      const taken = this.#waiting.slice(0, MOST_MESSAGES);
      try {
        await this.#follow(taken);
        this.#failed = null;
      } catch (error) {
        // Whether the database did it is not known.
        for (const waiting of taken) waiting.isDoubtful = true;
        this.#failed = new Fault(codeOf(error), 'safe', { cause: error });
        log('warn', 'reception.not-followed', { code: codeOf(error), messages: this.#waiting.length });
        return;
      }
      this.#waiting = this.#waiting.slice(taken.length);
    }
  }

  async #follow(taken: readonly Waiting[]): Promise<void> {
    const rows = taken.map(({ row }) => row);
    const [oldest] = rows;
    // So old that the sweeper may have taken it up: this process was held up.
    const isLate = oldest !== undefined && this.#ctx.now().getTime() - oldest.receivedAt.getTime() > FOLLOWED_WITHIN_MS / 2;
    await (isLate || taken.some(({ isDoubtful }) => isDoubtful) ? followDoubtful(this.#ctx, rows) : followTogether(this.#ctx, rows));
  }
}
