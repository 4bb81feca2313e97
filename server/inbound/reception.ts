import type { Context } from '../platform/context';
import { judgeMessage, NOTHING_EARLIER, type ReadMessage, type ReceivedPart, readMessage } from './judge-message';
import { isCertificateNoted } from './note-certificate';
import { type ProfileSettings, settingsOf } from './profile-settings';
import { receiveAlone } from './receive-alone';
import { receiveTogether } from './reception-store';
import type { ReceivedRow } from './reception-trace';
import { readSenderBook, type SenderBook, senderIn } from './sender-book';
import type { NewInboundMessage } from './store';

/** What one statement carries at most: a commit that many wait for must not be held up by one of them. */
const MOST_MESSAGES = 64;
const MOST_BYTES = 4 * 1024 * 1024;
const STATEMENTS_AT_ONCE = 1;

interface Waiting {
  row: NewInboundMessage;
  epoch: number;
  settle: (isStored: boolean) => void;
}

/**
 * Receives messages of many connections with as few commits as possible: what comes while a commit is under way goes together into the next one. None waits
 * for others to come, and each is answered only when it is itself committed. Only what is simple goes together: a message of a known sender, answered AA,
 * whose number nobody has used. Everything else, and each message of a statement that failed, is received alone: a bad one takes no neighbour along.
 */
export class Reception {
  readonly #ctx: Context;
  readonly #onStored: (row: ReceivedRow, isDoubtful: boolean) => void;
  readonly #caughtUp: () => Promise<void>;
  #book: SenderBook | null = null;
  /** The last book that was read, for when none can be. */
  #last: SenderBook | null = null;
  #waiting: Waiting[] = [];
  #running = 0;
  /** Profile and number of what is in a statement now: a statement does not see what another has not committed yet. */
  readonly #underWay = new Set<string>();

  /**
   * @param onStored called after the commit with each message whose trace and fact are still to be made, or may be: a message that comes again was perhaps stored by a commit
   *   of which nobody heard
   * @param caughtUp resolves when all that was stored before is followed: a message that is received alone is told with its own commit, and must not overtake it
   */
  constructor(ctx: Context, onStored: (row: ReceivedRow, isDoubtful: boolean) => void, caughtUp: () => Promise<void> = () => Promise.resolve()) {
    this.#ctx = ctx;
    this.#onStored = onStored;
    this.#caughtUp = caughtUp;
  }

  /** The answer to one message, once what it says is durable. Rejects when nothing was stored. */
  async receive(input: ReceivedPart): Promise<Buffer> {
    const book = (this.#book ??= this.#last = await this.#ctx.transaction(readSenderBook));
    const read = readMessage(book, input);
    if (isSimple(read, input, this.#ctx.now())) {
      const row = judgeMessage(book, input, read, NOTHING_EARLIER, this.#ctx.now());
      if (row.state === 'stored' && (await this.#isStored(row, book.epoch))) {
        this.#onStored(row, false);
        return row.answer;
      }
      // It came before, or the book is out of date: which of the two costs as much to find out as to read it again.
      if (this.#book === book) this.#book = null;
    }
    await this.#caughtUp();
    return receiveAlone(this.#ctx, input, (row) => this.#onStored(row, true));
  }

  /** How this sender is answered, as far as it is remembered: also while the database is away. */
  acknowledgementOf(application: string, facility: string): ProfileSettings['acknowledgement'] {
    const profile = this.#last && senderIn(this.#last, application, facility, false);
    return settingsOf(profile?.settings ?? {}).acknowledgement;
  }

  #isStored(row: NewInboundMessage, epoch: number): Promise<boolean> {
    return new Promise((settle) => {
      this.#waiting.push({ row, epoch, settle });
      // What arrives in the same packet of events goes along.
      if (this.#waiting.length === 1) setImmediate(() => this.#next());
    });
  }

  #next(): void {
    while (this.#running < STATEMENTS_AT_ONCE) {
      const taken = this.#take();
      if (taken.length === 0) return;
      this.#running += 1;
      void this.#carry(taken).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }

  /** The longest-waiting messages of one book, no two of one number, none whose number is under way. */
  #take(): Waiting[] {
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    let bytes = 0;
    for (const waiting of this.#waiting) {
      const { row, epoch } = waiting;
      const fits = taken.length === 0 || (taken.length < MOST_MESSAGES && bytes + row.raw.length <= MOST_BYTES && epoch === taken[0]?.epoch);
      if (!fits || this.#underWay.has(numberOf(row))) {
        left.push(waiting);
        continue;
      }
      this.#underWay.add(numberOf(row));
      bytes += row.raw.length;
      taken.push(waiting);
    }
    this.#waiting = left;
    return taken;
  }

  async #carry(taken: readonly Waiting[]): Promise<void> {
    const stored = await this.#store(taken);
    for (const { row } of taken) this.#underWay.delete(numberOf(row));
    for (const { row, settle } of taken) settle(stored.has(row.id));
  }

  async #store(taken: readonly Waiting[]): Promise<ReadonlySet<string>> {
    try {
      return await receiveTogether(
        this.#ctx,
        taken[0]?.epoch ?? 0,
        taken.map(({ row }) => row),
      );
    } catch {
      return new Set();
    }
  }
}

/**
 * Files come one after the other: there is nothing to gather. Whoever is not known has no number of his own, and no number at all cannot be told apart. A
 * certificate that is new is written down with the message that showed it.
 */
const isSimple = ({ profile, controlId }: ReadMessage, { door, from }: ReceivedPart, at: Date): boolean =>
  door === undefined && profile !== undefined && controlId !== '' && isCertificateNoted(profile.id, from?.certificate ?? null, at);

const numberOf = (row: NewInboundMessage): string => `${row.profileId ?? ''} ${row.controlId}`;
