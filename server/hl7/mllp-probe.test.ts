import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { outcomeOf, probeMllp } from './mllp-probe';
import { type MllpServer, startMllpServer } from './mllp-server';
import { tlsFixture } from './testing';

const open: { server: Server; sockets: Socket[] }[] = [];
const doors: MllpServer[] = [];
afterEach(async () => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
  await Promise.all(doors.splice(0).map((door) => door.close()));
});

const tls = { cert: tlsFixture('server.pem'), key: tlsFixture('server.key'), ca: tlsFixture('ca.pem') };
const OWN = { ca: tls.ca, cert: tlsFixture('lis-valmont.pem'), key: tlsFixture('lis-valmont.key') };
const quick = { timeoutMs: 1500, calmMs: 150 };

/** A machine that does with each connection what the test says. */
async function machine(onSocket: (socket: Socket) => void, secure?: object): Promise<number> {
  const sockets: Socket[] = [];
  const take = (socket: Socket) => {
    socket.on('error', () => undefined);
    sockets.push(socket);
    onSocket(socket);
  };
  const server = secure ? createTlsServer(secure, take) : createServer(take);
  open.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return (server.address() as AddressInfo).port;
}

async function door(options: { tls?: typeof tls } = {}): Promise<{ port: number; frames: Buffer[] }> {
  const frames: Buffer[] = [];
  const server = await startMllpServer({
    host: 'localhost',
    port: 0,
    maxFrameBytes: 1000,
    idleTimeoutMs: 10_000,
    maxConnections: 5,
    onFrame: async (bytes) => {
      frames.push(bytes);
      return bytes;
    },
    ...options,
  });
  doors.push(server);
  return { port: server.port, frames };
}

test('connects to a real MLLP door, in clear and with TLS, and sends it nothing', async () => {
  const [clear, secure] = [await door(), await door({ tls })];
  expect(await probeMllp({ host: 'localhost', port: clear.port, ...quick })).toMatchObject({ outcome: 'connected', certificate: null });
  const met = await probeMllp({ host: 'localhost', port: secure.port, tls: OWN, ...quick });
  expect(met).toMatchObject({ outcome: 'connected', certificate: { commonName: expect.any(String), validUntil: expect.any(Date) } });
  expect([...clear.frames, ...secure.frames]).toEqual([]);
});

test('sends not a byte on an open line', async () => {
  let heard = 0;
  const port = await machine((socket) => socket.on('data', (chunk) => (heard += chunk.length)));
  await probeMllp({ host: 'localhost', port, ...quick });
  expect(heard).toBe(0);
});

test('says that nothing listens', async () => {
  const port = await machine(() => undefined);
  for (const { server } of open.splice(0)) await new Promise((resolve) => server.close(resolve));
  expect(await probeMllp({ host: 'localhost', port, ...quick })).toMatchObject({ outcome: 'refused' });
});

test('says that a machine hangs up at once', async () => {
  const port = await machine((socket) => socket.end());
  expect(await probeMllp({ host: 'localhost', port, ...quick })).toMatchObject({ outcome: 'hung-up' });
});

test('gives up within its time on a machine that is mute', async () => {
  // It takes the connection and never says a word of TLS.
  const port = await machine(() => undefined);
  const began = performance.now();
  expect(await probeMllp({ host: 'localhost', port, tls: OWN, timeoutMs: 300 })).toMatchObject({ outcome: 'no-answer' });
  expect(performance.now() - began).toBeLessThan(2000);
});

test('says that a machine answers something else than TLS', async () => {
  const port = await machine((socket) => socket.on('data', () => socket.write('MSH|^~\\&|not a handshake')));
  expect(await probeMllp({ host: 'localhost', port, tls: OWN, ...quick })).toMatchObject({ outcome: 'not-tls' });
});

test('says what is wrong with the certificate that it meets', async () => {
  const { port } = await door({ tls });
  const { ca: _ca, ...withoutAuthority } = OWN;
  expect(await probeMllp({ host: 'localhost', port, tls: withoutAuthority, ...quick })).toMatchObject({ outcome: 'certificate-unknown' });
  expect(await probeMllp({ host: 'localhost', port, tls: { ...OWN, servername: 'another.example.org' }, ...quick })).toMatchObject({
    outcome: 'certificate-name',
  });
});

test('says that its own certificate is refused, although that is told after the handshake', async () => {
  const { port } = await door({ tls });
  expect(await probeMllp({ host: 'localhost', port, tls: { ca: tls.ca }, ...quick })).toMatchObject({ outcome: 'certificate-asked' });
  const stranger = { ca: tls.ca, cert: tlsFixture('stranger.pem'), key: tlsFixture('stranger.key') };
  expect((await probeMllp({ host: 'localhost', port, tls: stranger, ...quick })).outcome).toMatch(/^(?:certificate-asked|hung-up)$/);
});

test.each([
  ['ENOTFOUND', 'unknown-host'],
  ['EAI_AGAIN', 'unknown-host'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ETIMEDOUT', 'no-answer'],
  ['CERT_HAS_EXPIRED', 'certificate-expired'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-unknown'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'certificate-asked'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-tls'],
  ['ECONNRESET', 'hung-up'],
])('%s means %s', (code, outcome) => expect(outcomeOf(code)).toBe(outcome));
