import { eq } from 'drizzle-orm';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { terminal } from '../../db/schema/access';
import { proxy } from '../../proxy';
import { openTestAccess, testClock } from '../access/testing';
import { type ProvenDevice, proveDevice, TEST_ORIGIN } from '../access/testing-terminal';
import { webConnection } from '../access/web-connection';

let access: Awaited<ReturnType<typeof openTestAccess>>;
let device: ProvenDevice;

function stub() {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', TEST_ORIGIN);
  vi.stubEnv('RELAIS_WEB_DATABASE_URL', access.database.webUrl);
}
beforeAll(async () => {
  access = await openTestAccess();
  stub();
  device = await proveDevice(access.web, access.worker, testClock(new Date().toISOString()).now);
});
beforeEach(stub);
afterAll(async () => {
  await webConnection().close();
  await access.end();
});

const ask = (path: string, more: Record<string, string> = {}) =>
  proxy(new NextRequest(`${TEST_ORIGIN}${path}`, { headers: { cookie: `relais-terminal=${device.token}`, ...more } }));
const put = (state: string) => access.worker.update(terminal).set({ state }).where(eq(terminal.id, device.terminalId));
const PATHS = ['/', '/login', '/worklist?dossier=1', '/results/1', '/mes-resultats', '/n/token', '/demo', '/lock', '/offline', '/nowhere'];

test.each(['passivated', 'revoked'])(
  'a %s terminal gets the same neutral page at every address, and again the product once it is reactivated',
  async (state) => {
    await put(state);
    const pages = await Promise.all(PATHS.map(async (path) => ask(path)));
    const texts = await Promise.all(pages.map(async (page) => (await page.text()).replaceAll(/nonce="[^"]+"/g, '')));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('<h1>Poste bloqué.</h1><p>Demandez à l’administrateur.</p>');
    expect(texts[0]).not.toMatch(/<a |<input|<form|src=|http-equiv/);
    for (const page of pages) {
      expect(page.status).toBe(403);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('clear-site-data')).toBe('"cache"');
    }
    await put('active');
    expect((await ask('/worklist')).headers.get('x-middleware-next')).toBe('1');
  },
);

test('the page is drawn under its own policy: its style carries the nonce', async () => {
  await put('passivated');
  const page = await ask('/');
  const [, nonce = 'none'] = /nonce="([^"]+)"/.exec(await page.text()) ?? [];
  expect(page.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
});

test('the shell that the service worker keeps is that of any day', async () => {
  await put('passivated');
  for (const path of ['/lock', '/offline']) expect((await ask(`${path}?__WB_REVISION__=a`)).status).toBe(200);
  expect((await ask('/worklist?__WB_REVISION__=a')).status).toBe(403);
});

test('a browser with no proof, or another one’s cookie, is not kept out by it', async () => {
  await put('passivated');
  for (const cookie of ['', `relais-terminal=${'A'.repeat(43)}`]) expect((await ask('/login', { cookie })).status).toBe(200);
});
