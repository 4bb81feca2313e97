import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, matchPrecache, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

const OFFLINE = '/offline';
/** What a tablet on duty carried away is opened there; the page itself holds nothing. */
const GARDE = '/garde';
/** 256 random bits, as the server writes them. */
const WAKE_TOKEN = /^[\w-]{43}$/;
/** Locking works without a link too, and shows what it always shows. */
const LOCK = '/lock';

/** Scripts, styles and the fonts of every page; the rarer alphabets come when a page needs them. */
const shell = self.__WB_MANIFEST.filter((entry) => !/inter-(greek|latin-ext)/.test(urlOf(entry)));

/** The page that says that there is no link is kept anew with each build, whose name is in the address of its manifest. */
const build = shell.map(urlOf).find((url) => url.endsWith('/_buildManifest.js')) ?? shell.map(urlOf).join();

/**
 * The device keeps the shell and nothing else: no answer of `/api`, no page that a person opened, ever.
 *
 * A navigation always goes to the server; without a link it gets the offline page, the lock screen or the page of what was carried away, under the policy it was kept with.
 */
// Before the kept files: the first rule that fits answers, and a page that is kept must not stand before the server's own (a blocked terminal, for one).
registerRoute(new NavigationRoute(async ({ request }) => fetch(request).catch(() => keptPage(new URL(request.url).pathname))));
precacheAndRoute([...shell, { url: OFFLINE, revision: build }, { url: GARDE, revision: build }, { url: LOCK, revision: build }], {
  cleanURLs: false,
  directoryIndex: '',
});
cleanupOutdatedCaches();
void self.skipWaiting();
clientsClaim();

/** What travels is a random number (threats.md 4): nothing about anybody is shown, and what it means is read after log-in. */
self.addEventListener('push', (event) => {
  const token = event.data?.text() ?? '';
  if (!WAKE_TOKEN.test(token)) return;
  event.waitUntil(
    self.registration
      .showNotification('Relais : une décision vous attend', { tag: token, data: { token }, icon: '/icons/apple-touch-icon.png', requireInteraction: true })
      .then(() => noteShown(token)),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { token = '' }: { token?: string } = event.notification.data ?? {};
  event.waitUntil(openWake(WAKE_TOKEN.test(token) ? `/handover/woken?w=${token}` : '/worklist'));
});

/** The page that is open is brought there, so that one tablet has one Relais; else a new one is. */
async function openWake(path: string): Promise<void> {
  const [open] = await self.clients.matchAll({ type: 'window' });
  if (!open) {
    await self.clients.openWindow(path);
    return;
  }
  await open.focus();
  await open.navigate(path);
}

/** Nobody may be in: the number is all that is said, and without a link it is only not counted as shown. */
async function noteShown(token: string): Promise<void> {
  const body = JSON.stringify({ json: { token } });
  const headers = { 'content-type': 'application/json', 'x-relais-background': '1' };
  await fetch('/api/trpc/wake.shown', { method: 'POST', headers, body, credentials: 'omit' }).catch(() => undefined);
}

async function keptPage(path: string): Promise<Response> {
  return (await matchPrecache(path === LOCK || path === GARDE ? path : OFFLINE)) ?? Response.error();
}

function urlOf(entry: PrecacheEntry | string): string {
  return typeof entry === 'string' ? entry : entry.url;
}
