import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acceptsWithin, requireFreePorts } from './supervisor-ports';
import { ProcessRegister } from './supervisor-register';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'relais-register-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const written = (): unknown => JSON.parse(readFileSync(join(directory, 'pids.json'), 'utf8'));

test('says who runs, and nothing once everything ended', () => {
  const register = new ProcessRegister(directory);
  register.set('web', 4321);
  register.set('gateway', 4322);
  register.set('web', null);
  expect(written()).toEqual({ supervisor: process.pid, gateway: 4322 });
  register.close();
  expect(existsSync(join(directory, 'pids.json'))).toBe(false);
});

test('refuses a second supervisor on the same data', async () => {
  const other = spawn(process.execPath, ['-e', "console.log('up'); setInterval(() => {}, 1000)", 'supervisor'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    await once(other.stdout, 'data');
    writeFileSync(join(directory, 'pids.json'), JSON.stringify({ supervisor: other.pid }));
    expect(() => new ProcessRegister(directory)).toThrow(/already runs/);
  } finally {
    other.kill('SIGKILL');
  }
});

test.each([
  ['a number that another program has now', JSON.stringify({ supervisor: 1 })],
  ['a file cut short', '{"superv'],
])('starts after a crash that left %s', (_, left) => {
  writeFileSync(join(directory, 'pids.json'), left);
  expect(() => new ProcessRegister(directory)).not.toThrow();
  expect(written()).toEqual({ supervisor: process.pid });
});

test('waits for a port that is being left, and refuses one that stays taken with the variable that moves it', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await acceptsWithin('127.0.0.1', port, 1_000)).toBe(true);
  await expect(requireFreePorts([{ variable: 'PORT', host: '127.0.0.1', port }], 200)).rejects.toThrow(`PORT=${port + 1}`);
  const free = requireFreePorts([{ variable: 'PORT', host: '127.0.0.1', port }], 5_000);
  holder.close();
  await expect(free).resolves.toBeUndefined();
});
