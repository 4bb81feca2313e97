import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Deframer, frame } from './mllp';
import { MllpFault } from './mllp-fault';

/** `cert` and `key` are shown to a receiver that asks for them; `ca` replaces the system's authorities. PEM contents. */
export interface MllpClientTls {
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly servername?: string;
}

export interface MllpClientOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: MllpClientTls;
  /** Limit for connecting, and again for the answer. */
  readonly timeoutMs: number;
  readonly maxFrameBytes?: number;
}

type Settle = (outcome: { answer: Buffer } | { fault: MllpFault }) => void;

/**
 * Sends messages one at a time over one connection that is kept open and opened again when needed; never sends a
 * message twice by itself. A fault tells whether the receiver may have got the message: `safe` when not a byte was
 * written, `ambiguous` after that.
 *
 * After a time-out or a broken answer the connection is dropped, so a late answer never meets the next message.
 * @see HL7 Transport Specification: MLLP
 */
export class MllpClient {
  readonly #options: MllpClientOptions;
  #socket: Socket | null = null;
  #settle: Settle | null = null;
  #accepts: (answer: Buffer) => boolean = () => true;
  #queue: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: MllpClientOptions) {
    this.#options = options;
  }

  /**
   * Resolves with the first answer frame that `accepts` takes (any, if it is not given); others are passed over, such as
   * the commit answer that precedes the application's. Matching MSA-2 is the caller's. Rejects with an `MllpFault`.
   */
  send(bytes: Buffer, accepts: (answer: Buffer) => boolean = () => true): Promise<Buffer> {
    const sent = this.#queue.then(() => this.#exchange(bytes, accepts));
    this.#queue = sent.catch(() => undefined);
    return sent;
  }

  /** Lets the message in flight have its answer, refuses those not begun, then hangs up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#queue;
    this.#drop();
  }

  async #exchange(bytes: Buffer, accepts: (answer: Buffer) => boolean): Promise<Buffer> {
    if (this.#isClosed) throw new MllpFault('safe', 'CLOSED');
    const socket = this.#socket ?? (await this.#open());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(new MllpFault('ambiguous', 'ANSWER_TIMEOUT')), this.#options.timeoutMs);
      this.#accepts = accepts;
      this.#settle = (outcome) => {
        clearTimeout(timer);
        this.#settle = null;
        if ('answer' in outcome) resolve(outcome.answer);
        else reject(outcome.fault);
      };
      socket.write(frame(bytes));
    });
  }

  #open(): Promise<Socket> {
    const { host, port, tls, timeoutMs } = this.#options;
    const socket = tls ? connectTls({ host, port, ...tls, rejectUnauthorized: true, minVersion: 'TLSv1.2' }) : connectPlain({ host, port });
    return new Promise((resolve, reject) => {
      const give = (fault: MllpFault) => {
        clearTimeout(timer);
        socket.destroy();
        reject(fault);
      };
      const timer = setTimeout(() => give(new MllpFault('safe', 'CONNECT_TIMEOUT')), timeoutMs);
      const refused = (cause: NodeJS.ErrnoException) => give(new MllpFault('safe', cause.code ?? 'CONNECT', { cause }));
      socket.once('error', refused);
      socket.once(tls ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        socket.off('error', refused);
        this.#keep(socket);
        resolve(socket);
      });
    });
  }

  #keep(socket: Socket): void {
    const deframer = new Deframer(this.#options.maxFrameBytes);
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    socket.on('data', (chunk: Buffer) => {
      for (const event of deframer.push(chunk)) {
        if (event.kind === 'oversize') this.#fail(new MllpFault('ambiguous', 'ANSWER_TOO_LONG'));
        // What comes when nothing is in flight answers nothing that anybody still waits for.
        if (event.kind === 'frame' && this.#settle && this.#accepts(event.bytes)) this.#settle({ answer: event.bytes });
      }
    });
    socket.on('error', (cause: NodeJS.ErrnoException) => this.#lose(socket, new MllpFault('ambiguous', cause.code ?? 'SOCKET', { cause })));
    socket.on('end', () => this.#lose(socket, new MllpFault('ambiguous', 'HUNG_UP')));
    socket.on('close', () => this.#lose(socket, new MllpFault('ambiguous', 'HUNG_UP')));
  }

  /** A socket that ended between two messages is only forgotten: the next message opens another, with nothing to fear. */
  #lose(socket: Socket, fault: MllpFault): void {
    if (this.#socket === socket) this.#fail(fault);
  }

  #fail(fault: MllpFault): void {
    this.#drop();
    this.#settle?.({ fault });
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.destroy();
  }
}
