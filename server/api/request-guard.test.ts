import { describe, expect, test } from 'vitest';
import { guardRequest, readBody } from './request-guard';

const HOST = 'relais.example.org';
const post = (headers: Record<string, string>, body: BodyInit = '{}') =>
  new Request(`https://${HOST}/api/trpc/session.close`, { method: 'POST', headers, body });
const own = { 'content-type': 'application/json', 'x-relais': '1', origin: `https://${HOST}`, 'sec-fetch-site': 'same-origin' };

test('lets our own calls through', () => {
  expect(guardRequest(post(own), HOST)).toBeNull();
  expect(guardRequest(new Request(`https://${HOST}/api/trpc/session.me`, { headers: { 'x-relais': '1' } }), HOST)).toBeNull();
});

describe('turns away what a foreign page can make a browser send', () => {
  test.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', 'application/octet-stream', ''])(
    'content type %j',
    (contentType) => {
      expect(guardRequest(post({ ...own, 'content-type': contentType }), HOST)).toMatchObject({ status: 415 });
    },
  );
  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: `https://${HOST}.evil.example` },
  ])('header %j', (headers) => {
    expect(guardRequest(post({ ...own, ...headers }), HOST)).toMatchObject({ status: 403 });
  });
  test('no header of ours', () => {
    const { 'x-relais': _, ...others } = own;
    expect(guardRequest(post(others), HOST)).toMatchObject({ status: 403, reason: 'header' });
    expect(guardRequest(new Request(`https://${HOST}/api/trpc/session.me`), HOST)).toMatchObject({ status: 403 });
  });
  test('another method', () => {
    expect(guardRequest(new Request(`https://${HOST}/api/trpc/session.close`, { method: 'PUT', headers: own, body: '{}' }), HOST)).toMatchObject({
      status: 405,
    });
  });
});

test('lets the event stream through without our header, from the same origin only', () => {
  const stream = (headers: Record<string, string>) =>
    new Request(`https://${HOST}/api/trpc/live.changes`, { headers: { accept: 'text/event-stream', ...headers } });
  expect(guardRequest(stream({ 'sec-fetch-site': 'same-origin' }), HOST)).toBeNull();
  expect(guardRequest(stream({ 'sec-fetch-site': 'cross-site' }), HOST)).toMatchObject({ status: 403 });
  expect(guardRequest(post({ ...own, accept: 'text/event-stream', 'x-relais': '0' }), HOST)).toMatchObject({ status: 403 });
});

test('reads no body longer than 256 KiB, announced or not', async () => {
  expect(guardRequest(post({ ...own, 'content-length': '300000' }), HOST)).toMatchObject({ status: 413 });
  await expect(readBody(post(own, 'x'.repeat(256 * 1024)))).resolves.toHaveLength(256 * 1024);
  await expect(readBody(post(own, 'x'.repeat(256 * 1024 + 1)))).resolves.toBeNull();
});
