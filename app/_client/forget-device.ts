'use client';

import { KEPT_PACK, shutPacks } from './pack-database';

/** The one database that a log-off leaves: the device's own key says which device this is, and nothing of anybody. */
export const KEPT_DATABASE = 'relais-terminal';

/** What belongs to the device and to nobody: whether single keys act here. */
const KEPT_SETTINGS = new Set(['relais-keys']);

/** The shell that the service worker keeps: files of the build, no answer about anybody. */
const SHELL = /precache/;

/**
 * Clears what this browser kept while somebody was in: caches but the shell, databases but the device's key, storages but the device's settings, and
 * the push subscription. A screen that locked alone still rings until the night is over (docs/decisions/013-night-push.md). Needs no link. What one browser cannot do does not keep the rest from being cleared.
 * @see threats.md 5
 */
export async function forgetDevice({ isLockedAlone = false }: { isLockedAlone?: boolean } = {}): Promise<void> {
  shutPacks();
  clearStorages();
  await Promise.allSettled([clearCaches(), clearDatabases(isLockedAlone), ...(isLockedAlone ? [] : [endPush()])]);
}

function clearStorages(): void {
  try {
    sessionStorage.clear();
    for (const name of Object.keys(localStorage)) if (!KEPT_SETTINGS.has(name)) localStorage.removeItem(name);
  } catch {
    // A browser without storages kept nothing in them.
  }
}

async function clearCaches(): Promise<void> {
  if (!('caches' in window)) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => !SHELL.test(name)).map((name) => caches.delete(name)));
}

/** Of what was carried away for a lost link, only what the passkey alone opens outlives a screen that locked by itself; nothing outlives a log-off (docs/decisions/014-offline.md). */
async function clearDatabases(isLockedAlone: boolean): Promise<void> {
  const databases = (await indexedDB.databases?.()) ?? [];
  const kept = new Set<string>(isLockedAlone ? [KEPT_DATABASE, KEPT_PACK] : [KEPT_DATABASE]);
  for (const { name } of databases) if (name !== undefined && !kept.has(name)) indexedDB.deleteDatabase(name);
}

async function endPush(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
}
