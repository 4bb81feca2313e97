import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { codeAt } from '../access/one-time-code';
import { sessionFrom } from '../access/session-from';
import { makeUser, openTestAccess, TEST_PASSWORD, TEST_SECRET, withSession } from '../access/testing';
import { webConnection } from '../access/web-connection';
import { authOptions } from './auth';

let access: Awaited<ReturnType<typeof openTestAccess>>;

function stub() {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000');
  vi.stubEnv('RELAIS_WEB_DATABASE_URL', access.database.webUrl);
}
beforeAll(async () => {
  access = await openTestAccess();
  stub();
});
beforeEach(stub);
afterAll(async () => {
  await webConnection().close();
  await access.end();
});

const jar = new Map<string, string>();

interface Answer {
  body: { url?: string; csrfToken?: string; expires?: string };
  cookies: string[];
}

/** One request of a browser to next-auth's own handler, with a jar of cookies. */
async function call(method: string, words: string[], body: Record<string, string> = {}): Promise<Answer> {
  const answer: Answer = { body: {}, cookies: [] };
  const request = {
    method,
    query: { nextauth: words },
    body,
    cookies: Object.fromEntries(jar),
    headers: { 'user-agent': 'test', 'x-forwarded-for': '192.0.2.9' },
  };
  const response = {
    getHeader: () => answer.cookies,
    setHeader: (name: string, value: string | string[]) => {
      if (name === 'Set-Cookie') answer.cookies = [value].flat();
      return response;
    },
    status: () => response,
    json: (sent: Answer['body']) => void (answer.body = sent),
    send: (sent: Answer['body']) => void (answer.body = sent),
    end: () => undefined,
  };
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, authOptions());
  for (const cookie of answer.cookies) jar.set(cookie.slice(0, cookie.indexOf('=')), decodeURIComponent(/=([^;]*)/.exec(cookie)?.[1] ?? ''));
  return answer;
}

async function csrf(): Promise<string> {
  const { body } = await call('GET', ['csrf']);
  return body.csrfToken ?? '';
}
const signIn = async (login: string, password: string) =>
  call('POST', ['callback', 'professional'], { csrfToken: await csrf(), login, password, code: codeAt(TEST_SECRET, new Date()), json: 'true' });
const errorOf = ({ body }: Answer) => new URL(body.url ?? '', 'http://localhost').searchParams.get('error');
const whoIs = (token: string) => sessionFrom({ headers: withSession('professional', token) }, 'professional', { db: access.web, now: () => new Date() });

test('opens a session in a strict cookie whose value is only a random token, and closes it', async () => {
  const userId = await makeUser(access.worker, () => new Date(), { login: 'through', habilitations: [{ role: 'manager' }] });
  const answer = await signIn('through', TEST_PASSWORD);
  const [, token = '', attributes = ''] =
    /^relais-session=([\w-]{43});(.*)$/.exec(answer.cookies.find((cookie) => cookie.startsWith('relais-session=')) ?? '') ?? [];
  expect(attributes).toMatch(/Path=\/.*HttpOnly.*SameSite=Strict/);
  await expect(whoIs(token)).resolves.toMatchObject({ userId, roles: ['manager'] });
  expect((await call('GET', ['session'])).body).toEqual({ expires: expect.any(String) });
  await call('POST', ['signout'], { csrfToken: await csrf(), json: 'true' });
  await expect(whoIs(token)).resolves.toBeNull();
});

test('says how many tries are left, then that the account is locked', async () => {
  await makeUser(access.worker, () => new Date(), { login: 'mistaken' });
  const errors = [];
  for (let time = 0; time < 4; time += 1) errors.push(errorOf(await signIn('mistaken', 'wrong')));
  expect(errors).toEqual(['wrong:2', 'wrong:1', 'locked', 'locked']);
});

test('opens nothing without the token against forged log-ins', async () => {
  const answer = await call('POST', ['callback', 'professional'], { login: 'through', password: TEST_PASSWORD, code: '000000' });
  expect(answer.cookies.some((cookie) => cookie.startsWith('relais-session'))).toBe(false);
});
