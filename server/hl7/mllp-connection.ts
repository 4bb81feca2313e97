import { once } from 'node:events';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Deframer, type FrameEvent, frame } from './mllp';

/** Who is at the other end; `certificate` is set only when mutual TLS verified it. */
export interface MllpPeer {
  readonly address: string;
  readonly port: number;
  readonly certificate: { readonly commonName: string; readonly fingerprint256: string; readonly validUntil?: Date | null } | null;
}

export type MllpProblem =
  | Exclude<FrameEvent, { kind: 'frame' }>
  /** Nothing completed for `idleTimeoutMs`, or the peer did not read its answer for so long. */
  | { readonly kind: 'idle' }
  /** There were `maxConnections` already, all of them at work. */
  | { readonly kind: 'refused' }
  /** It had said nothing whole for the longest time when another needed its place, or its unfinished frame took the most room. */
  | { readonly kind: 'crowded-out' }
  | { readonly kind: 'socket'; readonly code: string }
  /** `onFrame` rejected: the frame stays unanswered, its sender will send it again. */
  | { readonly kind: 'handler'; readonly cause: unknown };

export interface MllpConnectionOptions {
  readonly maxFrameBytes: number;
  /** How long a connection may go without completing a frame; bytes that complete nothing do not prolong it. */
  readonly idleTimeoutMs: number;
  /** Gives the answer, or several when the frame held several messages. A rejection closes the connection unanswered. */
  readonly onFrame: (bytes: Buffer, peer: MllpPeer) => Promise<Buffer | readonly Buffer[]>;
  /** Called when bytes came that complete nothing: the server counts what is unfinished on all its lines. */
  readonly onUnfinished?: () => void;
  /** Hears of what is not a frame; bytes that it gives back for junk or an oversize frame are sent as an answer, in order. */
  readonly onProblem?: (problem: MllpProblem, peer: MllpPeer) => Promise<Buffer | null> | void;
}

/** How long an answer in preparation may hold up a close. */
const CLOSE_MS = 5000;
/** How long a peer that was told goodbye may take to hang up, before it is cut off. */
const FAREWELL_MS = 1000;

/** One accepted connection: answers its frames in order until either side ends it. */
export class MllpConnection {
  readonly #socket: Socket;
  readonly #options: MllpConnectionOptions;
  readonly #peer: MllpPeer;
  readonly #deframer: Deframer;
  readonly #waiting: FrameEvent[] = [];
  #idleTimer: NodeJS.Timeout | undefined;
  /** Resolves when the socket is gone. */
  readonly closed: Promise<void>;
  #work: Promise<void> | null = null;
  #isPreparing = false;
  #state: 'open' | 'ended by peer' | 'closing' = 'open';
  #lastWholeAt = performance.now();

  constructor(socket: Socket, options: MllpConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#peer = peerOf(socket);
    this.#deframer = new Deframer(options.maxFrameBytes);
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    void this.closed.then(() => clearTimeout(this.#idleTimer));
    this.#restartIdleTimer();
    socket.on('error', (error: NodeJS.ErrnoException) => void this.#tell({ kind: 'socket', code: error.code ?? 'UNKNOWN' }));
    socket.on('data', (chunk: Buffer) => {
      const events = this.#deframer.push(chunk);
      this.#take(events);
      // A frame that is four times too long has no end: reading on would only take time from the others.
      if (this.#deframer.skippedBytes > 3 * options.maxFrameBytes) this.crowdOut();
      if (this.#deframer.unfinishedBytes > 0) options.onUnfinished?.();
    });
    socket.on('end', () => {
      if (this.#state === 'open') this.#state = 'ended by peer';
      this.#take(this.#deframer.end());
    });
  }

  /** Bytes of a frame that is not complete yet. */
  get unfinishedBytes(): number {
    return this.#deframer.unfinishedBytes;
  }

  /** When it last completed a frame, on the monotonic clock; null while an answer is being prepared. */
  get silentSince(): number | null {
    return this.#work ? null : this.#lastWholeAt;
  }

  /** Makes room for others, at once. */
  crowdOut(): void {
    void this.#tell({ kind: 'crowded-out' });
    this.#socket.destroy();
  }

  /** Lets the answer in preparation leave, then ends; frames not begun stay unanswered, so their sender keeps them. */
  async close(): Promise<void> {
    this.#state = 'closing';
    const limit = setTimeout(() => this.#socket.destroy(), CLOSE_MS);
    // Work in progress says goodbye itself when it is done.
    if (!this.#work) this.#sayGoodbye();
    await this.closed;
    clearTimeout(limit);
  }

  #take(events: FrameEvent[]): void {
    if (this.#state === 'closing') return;
    this.#waiting.push(...events);
    if (this.#work) {
      // Whoever waits for an answer before he sends on, as nearly all do, is never held up; of the others no more than this is read.
      this.#socket.pause();
      return;
    }
    if (this.#waiting.length === 0 && this.#state === 'open') return;
    if (this.#waiting.length > 1) this.#socket.pause();
    this.#work = this.#answerWaiting().finally(() => {
      this.#work = null;
      if (this.#state !== 'open') this.#sayGoodbye();
      else if (this.#socket.isPaused()) this.#socket.resume();
    });
  }

  async #answerWaiting(): Promise<void> {
    for (;;) {
      const event = this.#state === 'closing' ? undefined : this.#waiting.shift();
      if (event === undefined || this.#socket.destroyed) return;
      const answers = await this.#answersTo(event);
      for (const answer of answers) await this.#write(answer);
    }
  }

  async #answersTo(event: FrameEvent): Promise<readonly Buffer[]> {
    if (event.kind !== 'frame') {
      const answer = await this.#tell(event);
      return answer ? [answer] : [];
    }
    this.#lastWholeAt = performance.now();
    this.#isPreparing = true;
    try {
      const answer = await this.#options.onFrame(event.bytes, this.#peer);
      return Buffer.isBuffer(answer) ? [answer] : answer;
    } catch (cause) {
      void this.#tell({ kind: 'handler', cause });
      this.#socket.destroy();
      return [];
    } finally {
      this.#isPreparing = false;
      if (!this.#socket.destroyed) this.#restartIdleTimer();
    }
  }

  async #write(answer: Buffer): Promise<void> {
    if (this.#socket.destroyed || this.#socket.write(frame(answer))) return;
    await Promise.race([once(this.#socket, 'drain').catch(() => undefined), this.closed]);
  }

  #restartIdleTimer(): void {
    this.#idleTimer = this.#idleTimer?.refresh() ?? setTimeout(() => this.#onIdle(), this.#options.idleTimeoutMs);
  }

  /** An answer in preparation is no silence of the peer's; one that he does not read is. */
  #onIdle(): void {
    if (this.#isPreparing) return this.#restartIdleTimer();
    void this.#tell({ kind: 'idle' });
    this.#socket.destroy();
  }

  /** Ends our side, then waits a little for the peer's: a reset at once could take the last answer from it. */
  #sayGoodbye(): void {
    if (this.#socket.destroyed) return;
    const farewell = setTimeout(() => this.#socket.destroy(), FAREWELL_MS);
    void this.closed.then(() => clearTimeout(farewell));
    this.#socket.end();
    this.#socket.resume();
  }

  async #tell(problem: MllpProblem): Promise<Buffer | null> {
    try {
      return (await this.#options.onProblem?.(problem, this.#peer)) ?? null;
    } catch {
      // A listener that fails must not take the process down; the peer notices by losing its connection.
      this.#socket.destroy();
      return null;
    }
  }
}

function peerOf(socket: Socket): MllpPeer {
  const certificate = socket instanceof TLSSocket && socket.authorized ? socket.getPeerCertificate() : undefined;
  const names = [certificate?.subject.CN ?? []].flat();
  return {
    address: socket.remoteAddress ?? '',
    port: socket.remotePort ?? 0,
    certificate: certificate?.fingerprint256
      ? { commonName: names[0] ?? '', fingerprint256: certificate.fingerprint256, validUntil: dateOf(certificate.valid_to) }
      : null,
  };
}

function dateOf(text: string): Date | null {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}
