import { setTimeout as pause } from 'node:timers/promises';
import { type AckRead, readAck } from '../hl7/ack';
import { decodeBytes } from '../hl7/charset';
import { parseMessage } from '../hl7/grammar';
import { MllpClient } from '../hl7/mllp-client';
import { MllpFault } from '../hl7/mllp-fault';

export interface OutgoingMessage {
  controlId: string;
  accessionNumber: string;
  bytes: Buffer;
}

export interface SentMessage {
  lane: string;
  controlId: string;
  accessionNumber: string;
  queuedAt: Date;
  attempts: number;
  state: 'waiting' | 'accepted' | 'refused';
  /** MSA-1 of the last answer, or the code of the last fault of the line. */
  answer: string;
  answerText: string;
  answeredAt: Date | null;
}

export interface SenderOptions {
  /** A laboratory, or the bench where recorded messages come from. */
  lane: string;
  host: string;
  port: number;
  now: () => Date;
  /** Hears of every message once, when it joins the queue; the entry then changes as answers come. */
  onQueued: (sent: SentMessage) => void;
  /** Null insists for ever, as a laboratory must; a number moves on after so many `AR`. */
  turnedAwayAtMost: number | null;
  firstPauseMs?: number;
}

const longestPauseMs = 30_000;
const answerTimeoutMs = 10_000;

/**
 * Sends messages in order over one connection, the next only when the one before was answered: `AA` and `AE` end a
 * message, `AR`, silence and a lost line send the same bytes again after a growing pause.
 */
export class LaboratorySender {
  readonly #options: SenderOptions;
  readonly #client: MllpClient;
  readonly #queue: { message: OutgoingMessage; sent: SentMessage }[] = [];
  readonly #stopping = new AbortController();
  #work: Promise<void> | null = null;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#client = new MllpClient({ host: options.host, port: options.port, timeoutMs: answerTimeoutMs });
  }

  /** How many messages have not been answered yet. */
  get waiting(): number {
    return this.#queue.length;
  }

  enqueue(message: OutgoingMessage): void {
    const sent: SentMessage = {
      lane: this.#options.lane,
      controlId: message.controlId,
      accessionNumber: message.accessionNumber,
      queuedAt: this.#options.now(),
      attempts: 0,
      state: 'waiting',
      answer: '',
      answerText: '',
      answeredAt: null,
    };
    this.#queue.push({ message, sent });
    this.#options.onQueued(sent);
    this.#work ??= this.#drain();
  }

  /** Resolves when everything queued so far was answered, or the sender was closed. */
  async idle(): Promise<void> {
    await this.#work;
  }

  /** Ends the pause in progress and gives the message in flight the time to be answered; the rest stays unsent. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#client.close();
    await this.#work;
  }

  async #drain(): Promise<void> {
    for (let next = this.#queue[0]; next && !this.#stopping.signal.aborted; next = this.#queue[0]) {
      await this.#sendUntilAnswered(next.message, next.sent);
      if (next.sent.state !== 'waiting') this.#queue.shift();
    }
    // In the same breath as the last look at the queue: what is queued from now on starts again.
    this.#work = null;
  }

  async #sendUntilAnswered(message: OutgoingMessage, sent: SentMessage): Promise<void> {
    let pauseMs = this.#options.firstPauseMs ?? 1000;
    let turnedAway = 0;
    while (!this.#stopping.signal.aborted) {
      const ack = await this.#attempt(message, sent);
      if (ack?.code === 'AR') turnedAway += 1;
      const isGivenUp = this.#options.turnedAwayAtMost !== null && turnedAway >= this.#options.turnedAwayAtMost;
      if (ack?.code === 'AA' || ack?.code === 'CA') sent.state = 'accepted';
      if (ack?.code === 'AE' || ack?.code === 'CE' || isGivenUp) sent.state = 'refused';
      if (sent.state !== 'waiting') return;
      await pause(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }

  /** Null when there was no answer to this very message. */
  async #attempt(message: OutgoingMessage, sent: SentMessage): Promise<AckRead | null> {
    sent.attempts += 1;
    try {
      const answer = parseMessage(decodeBytes(await this.#client.send(message.bytes), 'UNICODE UTF-8').text);
      const ack = answer.ok ? readAck(answer.message) : null;
      sent.answeredAt = this.#options.now();
      sent.answer = ack?.code ?? 'ILLISIBLE';
      sent.answerText = ack?.text ?? '';
      return ack && ack.controlId === message.controlId ? ack : null;
    } catch (error) {
      if (!(error instanceof MllpFault)) throw error;
      sent.answer = error.code;
      return null;
    }
  }
}
