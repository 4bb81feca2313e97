import { createServer, connect as open, type Server, type Socket } from 'node:net';
import { type Random, randomFrom } from '../../simulator/random';

type Fault = 'reset' | 'black hole' | 'hung up';

export interface FaultProxyOptions {
  seed: string;
  /** Where what gets through goes. */
  target: () => number;
  /** Bytes, in both directions together, after which a connection meets its fault: somewhere from 1 to this. */
  faultWithin: number;
  /** Faults in all; after that the line is good, so that what was sent arrives in the end. */
  faults: number;
  /** Which faults; all of them when it is not given. */
  kinds?: readonly Fault[];
}

export interface FaultProxy {
  readonly port: number;
  /** How many connections were reset or left in a black hole. */
  readonly met: () => number;
  close(): Promise<void>;
}

/** How long a black hole swallows before the line is reset. */
const BLACK_HOLE_MS = 300;

/**
 * A bad line between two systems: cuts what passes into slices at random bytes, then resets the connection, hangs up, or lets
 * everything vanish at a random byte, in the middle of a message or of its answer. The same seed gives the same faults.
 * @see threats.md « Crash points »
 */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const random = randomFrom(options.seed);
  const sockets = new Set<Socket>();
  let met = 0;
  const server: Server = createServer((near) => {
    const far = open({ host: '127.0.0.1', port: options.target() });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    const fate = { left: met < options.faults ? 1 + random.integer(0, options.faultWithin - 1) : Number.POSITIVE_INFINITY, isGone: false };
    const pass = (from: Socket, to: Socket) =>
      from.on('data', (chunk: Buffer) => {
        if (fate.isGone) return;
        const through = chunk.subarray(0, Math.min(chunk.length, fate.left));
        fate.left -= through.length;
        for (const slice of sliced(through, random)) to.write(slice);
        if (fate.left > 0) return;
        fate.isGone = true;
        met += 1;
        switch (random.pick<Fault>(options.kinds ?? ['reset', 'black hole', 'hung up'])) {
          case 'reset':
            return resetAll(near, far);
          case 'black hole':
            return void setTimeout(() => resetAll(near, far), BLACK_HOLE_MS);
          case 'hung up':
            // In good order, in the middle of whatever it was.
            near.end();
            far.end();
        }
      });
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    met: () => met,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function* sliced(bytes: Buffer, random: Random): Generator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + random.integer(0, 199);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

function resetAll(...sockets: Socket[]): void {
  for (const socket of sockets) if (!socket.destroyed) socket.resetAndDestroy();
}
