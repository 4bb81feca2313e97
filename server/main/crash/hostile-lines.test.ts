import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MllpClient } from '../../hl7/mllp-client';
import { testMessage } from '../../simulator/test-message';
import { openTestProduct, type TestProduct } from '../testing';
import { freePort } from './free-port';
import { startMortal } from './mortal-process';

let product: TestProduct;
const open: Socket[] = [];
beforeEach(async () => {
  product = await openTestProduct();
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await product.end();
});

const SILENT = 1_000;
const ENDLESS = 12;
const SLOW = 50;
const MEBIBYTE = 1024 * 1024;

test('a thousand silent lines, frames without end and slow bytes hurt nobody else, nor the memory', async () => {
  const port = await freePort();
  const gateway = startMortal(
    'server/main/gateway.ts',
    { RELAIS_DEMO: '1', RELAIS_WORKER_DATABASE_URL: product.access.database.workerUrl, MLLP_PORT: String(port) },
    [],
  );
  try {
    const line = new MllpClient({ host: '127.0.0.1', port, timeoutMs: 20_000 });
    await untilHeard(() => send(line));
    await Promise.all(Array.from({ length: SILENT }, () => dial(port)));
    for (let count = 0; count < ENDLESS; count += 1) flood(await dial(port));
    for (let count = 0; count < SLOW; count += 1) drip(await dial(port));
    for (let count = 0; count < 20; count += 1) expect(await send(line)).toBe('AA');
    const newcomer = new MllpClient({ host: '127.0.0.1', port, timeoutMs: 20_000 });
    expect(await send(newcomer)).toBe('AA');
    await Promise.all([line.close(), newcomer.close()]);
    expect(gateway.deaths()).toBe(0);
    expect(residentMebibytes(gateway.pid())).toBeLessThan(700);
  } finally {
    await gateway.stop();
  }
});

async function send(line: MllpClient): Promise<string | undefined> {
  return /\rMSA\|([^|\r]*)/.exec((await line.send(testMessage())).toString('latin1'))?.[1];
}

/** The process needs a moment to listen. */
async function untilHeard(attempt: () => Promise<unknown>): Promise<void> {
  for (let left = 100; ; left -= 1) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function dial(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port }, () => resolve(socket));
    socket.on('error', reject);
    open.push(socket);
  });
}

/** A frame that never ends, as fast as it is taken. */
function flood(socket: Socket): void {
  const more = Buffer.alloc(MEBIBYTE, 'A');
  socket.on('error', () => undefined);
  socket.write('\x0bMSH|^~\\&|');
  const pour = () => {
    while (!socket.destroyed && socket.write(more));
  };
  socket.on('drain', pour);
  pour();
}

/** A message one byte at a time, never whole. */
function drip(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.write('\x0bMSH|');
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write('a')), 20);
  socket.once('close', () => clearInterval(timer));
}

function residentMebibytes(pid: number): number {
  const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return (Number(pages) * 4096) / MEBIBYTE;
}
