import { createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { MllpConnection, type MllpConnectionOptions, type MllpProblem } from './mllp-connection';

/** With `ca`, peers must show a certificate that it signed (mutual TLS). PEM contents, not paths. */
export interface MllpServerTls {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  readonly ca?: string | Buffer;
}

export interface MllpServerOptions extends MllpConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: MllpServerTls;
  /** When all places are taken, the line that has said nothing whole for the longest time makes room. */
  readonly maxConnections: number;
  /** Bytes of unfinished frames on all lines together; above it the longest one is given up. Unlimited when it is not given. */
  readonly maxUnfinishedBytes?: number;
  /** Whom to listen to at all; a socket from elsewhere is closed before a byte of it is read. */
  readonly accepts?: (address: string) => boolean;
}

export interface MllpServer {
  readonly port: number;
  /** Takes nothing new, lets every answer that is being prepared leave, then closes. */
  close(): Promise<void>;
}

const TLS_HANDSHAKE_TIMEOUT_MS = 10_000;

/**
 * Answers every frame on the connection it came by, in the order received, one at a time; reads no further while an
 * answer is being prepared or cannot leave, so a fast sender waits instead of filling memory. However many lines are open and
 * whatever they send, a line that speaks is served and memory stays bounded (threat 18).
 *
 * Resolves once it listens. With port 0 the system chooses; `port` says which.
 * @see HL7 Transport Specification: MLLP; threats 15 and 18
 */
export async function startMllpServer(options: MllpServerOptions): Promise<MllpServer> {
  const connections = new Set<MllpConnection>();
  const sockets = new Set<Socket>();

  const giveUp = (connection: MllpConnection) => {
    connections.delete(connection);
    connection.crowdOut();
  };
  const onUnfinished = () => {
    if (options.maxUnfinishedBytes === undefined) return;
    const held = [...connections].map((connection) => connection.unfinishedBytes).reduce((sum, bytes) => sum + bytes, 0);
    if (held > options.maxUnfinishedBytes)
      giveUp([...connections].reduce((longest, other) => (other.unfinishedBytes > longest.unfinishedBytes ? other : longest)));
  };
  const accept = (socket: Socket | TLSSocket) => {
    if (socket.destroyed) return;
    if (connections.size >= options.maxConnections) {
      const silent = longestSilent(connections);
      if (!silent) {
        socket.destroy();
        void report(options, { kind: 'refused' }, socket.remoteAddress, socket.remotePort);
        return;
      }
      giveUp(silent);
    }
    const connection = new MllpConnection(socket, { ...options, onUnfinished });
    connections.add(connection);
    void connection.closed.then(() => connections.delete(connection));
  };
  const server = createServerFor(options, accept);
  // Beyond the places there is room for those in their TLS handshake, which ends by itself.
  server.maxConnections = options.maxConnections * 2;
  server.prependListener('connection', (socket: Socket) => {
    if (options.accepts && !options.accepts(socket.remoteAddress ?? '')) {
      void report(options, { kind: 'refused' }, socket.remoteAddress, socket.remotePort);
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('drop', (data) => {
    void report(options, { kind: 'refused' }, data?.remoteAddress, data?.remotePort);
  });

  await listen(server, options);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;

  const close = async () => {
    const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
    await Promise.all([...connections].map((connection) => connection.close()));
    // What is left is still in its TLS handshake.
    for (const socket of sockets) socket.destroy();
    await stopped;
  };
  let closing: Promise<void> | undefined;
  return { port, close: () => (closing ??= close()) };
}

function longestSilent(connections: ReadonlySet<MllpConnection>): MllpConnection | null {
  let silent: MllpConnection | null = null;
  let since = Number.POSITIVE_INFINITY;
  for (const connection of connections) {
    if (connection.silentSince === null || connection.silentSince >= since) continue;
    silent = connection;
    since = connection.silentSince;
  }
  return silent;
}

function createServerFor(options: MllpServerOptions, accept: (socket: Socket) => void): Server {
  const { tls } = options;
  if (!tls) return createPlainServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, accept);
  const server = createTlsServer(
    {
      cert: tls.cert,
      key: tls.key,
      ca: tls.ca,
      requestCert: tls.ca !== undefined,
      rejectUnauthorized: tls.ca !== undefined,
      minVersion: 'TLSv1.2',
      handshakeTimeout: TLS_HANDSHAKE_TIMEOUT_MS,
      allowHalfOpen: true,
      noDelay: true,
      keepAlive: true,
    },
    accept,
  );
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
    void report(options, { kind: 'socket', code: error.code ?? 'TLS' }, socket.remoteAddress, socket.remotePort);
  });
  return server;
}

/** There is no connection to answer on; a listener that fails must not take the process down. */
async function report({ onProblem }: MllpServerOptions, problem: MllpProblem, address = '', port = 0): Promise<void> {
  try {
    await onProblem?.(problem, { address, port, certificate: null });
  } catch {
    return;
  }
}

function listen(server: Server, { host, port }: MllpServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
