import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { trustOnlyTheSocket } from './peer-address';
import { originOf } from './request-origin';

test('a client cannot choose the address that is traced', async () => {
  trustOnlyTheSocket(false);
  const server = createServer((request, response) => response.end(request.headers['x-forwarded-for']));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
  expect(await answer.text()).toBe('127.0.0.1');
  await new Promise((resolve) => server.close(resolve));
});

test.each([
  ['203.0.113.7, 192.0.2.1', '192.0.2.1'],
  ['2001:db8::1', '2001:db8::1'],
  ['<script>', ''],
  ['', ''],
])('behind a proxy, of %j the address %j counts', (forwarded, address) => {
  expect(originOf(new Headers({ 'x-forwarded-for': forwarded })).address).toBe(address);
});

test('keeps of the terminal only printable text of bounded length', () => {
  const headers = new Headers();
  headers.set('user-agent', `Mozilla\u00e9 ${'x'.repeat(500)}`);
  expect(originOf(headers).terminal).toMatch(/^Mozilla x{152}$/);
});
