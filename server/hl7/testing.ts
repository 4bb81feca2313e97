import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { Deframer } from './mllp';

/** A promise with its ends outside, to hold a step of a test until another is done. */
export function deferred<T = void>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((give) => {
    resolve = give;
  });
  return { promise, resolve };
}

/** A bare socket to test a server with, byte by byte: nothing of Relais but the deframer reads the answers. */
export class RawPeer {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  readonly #answers: string[] = [];
  readonly #deframer = new Deframer();
  #arrived: () => void = () => undefined;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
    this.socket.on('error', () => undefined);
    this.socket.on('end', () => this.socket.end());
    this.socket.on('data', (chunk) => {
      for (const event of this.#deframer.push(Buffer.from(chunk))) {
        if (event.kind === 'frame') this.#answers.push(event.bytes.toString('utf8'));
      }
      this.#arrived();
    });
    void this.closed.then(() => this.#arrived());
  }

  /** The answers so far, once there are `count` of them or the connection is gone. */
  async answers(count: number): Promise<string[]> {
    while (this.#answers.length < count && !this.socket.destroyed) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
    return this.#answers;
  }
}

/** A certificate or key of the transport tests. */
export function tlsFixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'fixtures/tls', name));
}
