import { connect, createServer } from 'node:net';

/** A port of the loopback that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Resolves once somebody takes connections on that port: a fault before would be spent on nobody. */
export async function listening(port: number): Promise<void> {
  for (;;) {
    const isTaken = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port }, () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (isTaken) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
