import { once } from 'node:events';
import { createServer, type Server, type Socket, connect as tcpConnect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestAccess } from '../access/testing';
import { webConnection } from '../access/web-connection';
import { announce } from '../platform/live';
import { followChanges, readPayload } from './live-bus';

let access: Awaited<ReturnType<typeof openTestAccess>>;
const sockets = new Set<Socket>();
let proxy: Server;
let port = 0;

/** A door before the database that can be shut. */
async function openDoor(): Promise<void> {
  const databasePort = Number(new URL(access.database.webUrl).port);
  proxy = createServer((socket) => {
    const upstream = tcpConnect(databasePort, '127.0.0.1');
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
    sockets.add(socket);
  }).listen(port, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
}

async function shutDoor(): Promise<void> {
  proxy.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await once(proxy, 'close');
}

function stub() {
  const url = new URL(access.database.webUrl);
  url.port = String(port);
  vi.stubEnv('RELAIS_WEB_DATABASE_URL', url.href);
}

beforeAll(async () => {
  access = await openTestAccess();
  await openDoor();
});
beforeEach(stub);
afterAll(async () => {
  await webConnection().close();
  await shutDoor();
  await access.end();
});

/** Follows until `key` is announced of the exchanges; null stands for « everything may have changed ». */
function heard(key: string | null): Promise<void> {
  return new Promise((resolve) => {
    const stop = followChanges((change) => {
      if (change.topic !== 'exchanges' || change.key !== key) return;
      stop();
      resolve();
    });
  });
}

test('hears changes again, and says that some may have been missed, when the database was away', async () => {
  await shutDoor();
  const back = heard(null);
  await openDoor();
  await back;
  const first = heard('first');
  await access.worker.transaction((tx) => announce(tx, 'exchanges', 'first'));
  await first;
  const backAgain = heard(null);
  await shutDoor();
  await openDoor();
  await backAgain;
  const second = heard('second');
  await access.worker.transaction((tx) => announce(tx, 'exchanges', 'second'));
  await expect(second).resolves.toBeUndefined();
});

test('reads only what announce writes', () => {
  expect(readPayload('worklist:a:b')).toEqual({ topic: 'worklist', key: 'a:b' });
  for (const payload of ['', 'worklist', ':a', 'secrets:a']) expect(readPayload(payload)).toBeNull();
});
