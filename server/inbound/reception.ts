import type { Context } from '../platform/context';
import { judgeMessage, NOTHING_EARLIER, type ReceivedPart, readMessage } from './judge-message';
import { isCertificateNoted } from './note-certificate';
import { receiveAlone } from './receive-alone';
import { type Outcome, receiveTogether } from './reception-store';
import { readSenderBook, type SenderBook } from './sender-book';
import type { NewInboundMessage } from './store';

/** What one statement carries at most: a commit that many wait for must not be held up by one of them. */
const MOST_MESSAGES = 64;
const MOST_BYTES = 4 * 1024 * 1024;
/** Two at once would share the locks of the same laboratory's row, and gather less each: measured, they are slower than one. */
const STATEMENTS_AT_ONCE = 1;

interface Waiting {
  row: NewInboundMessage;
  stamp: string;
  settle: (outcome: Outcome) => void;
}

/**
 * Receives messages of many connections with as few commits as possible: what comes while a commit is under way goes together into the next one. None waits
 * for others to come, and each is answered only when it is itself committed. A statement that fails says nothing about any of its messages: each is then
 * received alone, so that a bad one takes no neighbour along.
 */
export class Reception {
  readonly #ctx: Context;
  readonly #onStored: (laboratoryId: string) => void;
  #book: SenderBook | null = null;
  #waiting: Waiting[] = [];
  #running = 0;
  /** Profile and number of what is in a statement now: a statement does not see what another has not committed yet. */
  readonly #underWay = new Set<string>();

  /** @param onStored called after the commit, for what may be late or lost: waking the worker and the screens. */
  constructor(ctx: Context, onStored: (laboratoryId: string) => void = () => undefined) {
    this.#ctx = ctx;
    this.#onStored = onStored;
  }

  /** The answer to one message, once what it says is durable. Rejects when nothing was stored. */
  async receive(input: ReceivedPart): Promise<Buffer> {
    // Files come one after the other: there is nothing to gather.
    if (input.door) return receiveAlone(this.#ctx, input);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const book = (this.#book ??= await this.#ctx.transaction(readSenderBook));
      const read = readMessage(book, input);
      // Whoever is not known has no number of his own, and no number at all cannot be told apart.
      if (!read.profile || read.controlId === '') break;
      if (!isCertificateNoted(read.profile.id, input.from?.certificate ?? null, this.#ctx.now())) break;
      const row = judgeMessage(book, input, read, NOTHING_EARLIER, this.#ctx.now());
      const outcome = await this.#decided(row, book.stamp);
      if (outcome.kind === 'again') return outcome.answer;
      if (outcome.kind === 'stored') {
        this.#onStored(row.laboratoryId ?? '');
        return row.answer;
      }
      if (outcome.kind === 'apart') break;
      if (this.#book === book) this.#book = null;
    }
    return receiveAlone(this.#ctx, input);
  }

  #decided(row: NewInboundMessage, stamp: string): Promise<Outcome> {
    return new Promise((settle) => {
      this.#waiting.push({ row, stamp, settle });
      this.#next();
    });
  }

  #next(): void {
    if (this.#running >= STATEMENTS_AT_ONCE || this.#waiting.length === 0) return;
    this.#running += 1;
    // What arrives in the same packet of events goes along.
    setImmediate(() => {
      const taken = this.#take();
      const numbers = taken.map(numberOf);
      for (const number of numbers) this.#underWay.add(number);
      void this.#carry(taken).finally(() => {
        this.#running -= 1;
        for (const number of numbers) this.#underWay.delete(number);
        // Nothing taken: all that waits is for a statement under way, which calls again when it ends.
        if (taken.length > 0) this.#next();
      });
    });
  }

  /** The longest-waiting messages of one book, no two of one number, none whose number is under way. */
  #take(): Waiting[] {
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    const numbers = new Set<string>();
    let bytes = 0;
    for (const waiting of this.#waiting) {
      const { row, stamp } = waiting;
      const number = numberOf(waiting);
      const fits = taken.length === 0 || (taken.length < MOST_MESSAGES && bytes + row.raw.length <= MOST_BYTES && stamp === taken[0]?.stamp);
      if (!fits || numbers.has(number) || this.#underWay.has(number)) {
        left.push(waiting);
        continue;
      }
      numbers.add(number);
      bytes += row.raw.length;
      taken.push(waiting);
    }
    this.#waiting = left;
    return taken;
  }

  async #carry(taken: readonly Waiting[]): Promise<void> {
    const [first] = taken;
    if (!first) return;
    try {
      const outcomes = await receiveTogether(
        this.#ctx,
        first.stamp,
        taken.map(({ row }) => row),
      );
      for (const { row, settle } of taken) settle(outcomes.get(row.id) ?? { kind: 'apart' });
    } catch {
      for (const { settle } of taken) settle({ kind: 'apart' });
    }
  }
}

const numberOf = ({ row }: Waiting): string => `${row.profileId ?? ''} ${row.controlId}`;
