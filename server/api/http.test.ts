import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import { sql } from 'drizzle-orm';
import superjson from 'superjson';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openSession } from '../access/open-session';
import { makeUser, openTestAccess, withSession } from '../access/testing';
import { webConnection } from '../access/web-connection';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { serveApi } from './http';
import type { AppRouter } from './root';

let access: Awaited<ReturnType<typeof openTestAccess>>;
let siteless: string;
let token: string;

function stub() {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('RELAIS_WEB_DATABASE_URL', access.database.webUrl);
}
const enter = async (login: string, role: 'administrator' | 'manager') => {
  const userId = await makeUser(access.worker, () => new Date(), { login, habilitations: [{ role }] });
  return (await access.web.transaction((tx) => openSession(tx, 'professional', userId, { address: '', terminal: '' }, new Date(), { method: 'password-totp' })))
    .token;
};

beforeAll(async () => {
  access = await openTestAccess();
  stub();
  token = await enter('administrator', 'administrator');
  siteless = newId();
});
beforeEach(stub);
afterAll(async () => {
  await webConnection().close();
  await access.end();
});

const own = { host: 'localhost:3000', 'x-relais': '1' };
const get = (path: string, headers: Record<string, string> = {}) =>
  serveApi(new Request(`http://localhost:3000/api/trpc/${path}`, { headers: withSession('professional', token, { ...own, ...headers }) }));

test('answers a call with JSON that nobody may store', async () => {
  const response = await get('session.me');
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toContain('no-store');
  expect(await response.json()).toMatchObject({ result: { data: { json: { roles: ['administrator'] } } } });
});

test('serves the client library, calls without input included, and hands it the refusal', async () => {
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: 'http://localhost:3000/api/trpc',
        transformer: superjson,
        fetch: (url, init) =>
          serveApi(
            new Request(url instanceof Request ? url.url : url, {
              method: init?.method,
              body: init?.body,
              headers: withSession('professional', token, { ...own, 'content-type': 'application/json' }),
            }),
          ),
      }),
    ],
  });
  await expect(client.session.me.query()).resolves.toMatchObject({ realm: 'professional' });
  await expect(client.session.keep.mutate()).resolves.toEqual({ idleMs: 600_000 });
  const refused = await client.duty.mine.query().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TRPCClientError);
  expect(refused).toMatchObject({ data: { refusal: { code: 'not-found' } } });
});

test('tells a refusal by its code and by what kind of thing was asked for, and nothing else', async () => {
  const response = await get('duty.mine');
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    error: { json: { code: -32004, message: '', data: { code: 'NOT_FOUND', httpStatus: 404, refusal: { code: 'not-found', detail: { what: 'duty' } } } } },
  });
});

test('answers a forbidden and a missing door with the same status', async () => {
  const missing = await get('duty.none');
  expect(missing.status).toBe(404);
  expect(JSON.stringify(await missing.json())).not.toMatch(/stack|No procedure/);
});

test('runs no batch', async () => {
  const response = await get('session.me,session.me?batch=1');
  expect(response.status).toBe(400);
});

test('runs no mutation by GET and none from a foreign form', async () => {
  expect((await get('session.close')).status).toBe(405);
  const form = new Request('http://localhost:3000/api/trpc/session.close', {
    method: 'POST',
    headers: withSession('professional', token, { host: 'localhost:3000', origin: 'https://evil.example' }),
    body: new FormData(),
  });
  expect((await serveApi(form)).status).toBe(403);
  expect((await get('session.me')).status).toBe(200);
});

/** Reads the stream until `until` is in it. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, until: string): Promise<string> {
  let text = '';
  while (!text.includes(until)) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += Buffer.from(value).toString('utf8');
  }
  return text;
}

async function openStream(sessionToken: string) {
  const leaving = new AbortController();
  const headers = withSession('professional', sessionToken, { host: 'localhost:3000', accept: 'text/event-stream' });
  const response = await serveApi(new Request('http://localhost:3000/api/trpc/live.changes', { headers, signal: leaving.signal }));
  const reader = response.body?.getReader();
  if (!reader) throw new Error('an event stream has a body');
  return { response, reader, leave: () => leaving.abort() };
}

const tellOf = (topic: 'exchanges' | 'worklist' | 'outbox' | 'security', key: string) => access.worker.transaction((tx) => announce(tx, topic, key));

test('streams the changes that the person may follow, and no others', async () => {
  const { response, reader, leave } = await openStream(token);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  // The connection that listens says when it does: everything of each topic may have changed before.
  const begun = await readUntil(reader, '"outbox"');
  await tellOf('worklist', siteless);
  await tellOf('exchanges', 'a-laboratory');
  const seen = begun + (await readUntil(reader, 'a-laboratory'));
  expect(seen).toContain('"exchanges"');
  expect(seen).not.toContain(siteless);
  expect(seen).not.toContain('worklist');
  leave();
});

test('finds the changes again after the database threw every connection out', async () => {
  const { reader, leave } = await openStream(token);
  await readUntil(reader, 'alive');
  await tellOf('exchanges', 'before');
  await readUntil(reader, 'before');
  const owner = (await import('../../db/client')).connect(access.database.ownerUrl, { max: 1, applicationName: 'test-owner' });
  await owner.sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'relais_web' and datname = current_database()`;
  await owner.close();
  await readUntil(reader, '"key":null');
  await tellOf('exchanges', 'after');
  expect(await readUntil(reader, 'after')).toContain('after');
  leave();
});

test('a stream follows nothing more of what a right opened once it was taken, and ends with the account', async () => {
  const userId = await makeUser(access.worker, () => new Date(), { login: 'loses', habilitations: [{ role: 'manager' }] });
  const opened = await access.web.transaction((tx) =>
    openSession(tx, 'professional', userId, { address: '', terminal: '' }, new Date(), { method: 'password-totp' }),
  );
  const { reader, leave } = await openStream(opened.token);
  await readUntil(reader, 'alive');
  await tellOf('exchanges', 'while-it-lasts');
  await readUntil(reader, 'while-it-lasts');
  await access.worker.execute(sql`update habilitation set revoked_at = now() where user_id = ${userId}`);
  await tellOf('security', userId);
  await readUntil(reader, userId);
  await tellOf('exchanges', 'after-its-end');
  await tellOf('security', userId);
  expect(await readUntil(reader, userId)).not.toContain('after-its-end');
  await access.worker.execute(sql`update user_account set disabled_at = now() where id = ${userId}`);
  await tellOf('security', userId);
  await readUntil(reader, userId);
  expect(await readUntil(reader, 'never')).not.toContain('"change"');
  leave();
});
