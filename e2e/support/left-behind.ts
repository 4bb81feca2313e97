import type { Page } from '@playwright/test';

/** Everything that a browser keeps and shows of us, as one text, and where each part of it came from. */
export interface LeftBehind {
  /** Paths of what the service worker keeps. */
  cached: string[];
  /** Databases by name. */
  databases: string[];
  /** Caches, databases, storages, document and title. */
  text: string;
}

/** Dumps what somebody who now takes this device into the hand could find on it. */
export function leftBehind(page: Page): Promise<LeftBehind> {
  return page.evaluate(async () => {
    const cached: string[] = [];
    const texts = [
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.title,
      document.documentElement.outerHTML,
      document.cookie,
      location.href,
    ];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        cached.push(new URL(request.url).pathname);
        texts.push((await (await cache.match(request))?.text()) ?? '');
      }
    }
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
    for (const name of databases) texts.push(await contentOf(name));
    return { cached, databases, text: texts.join('\n') };

    async function contentOf(name: string): Promise<string> {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error(name)));
      });
      const stores = [...database.objectStoreNames];
      const contents = await Promise.all(
        stores.map(
          (store) =>
            new Promise<unknown[]>((resolve) => {
              const request = database.transaction(store).objectStore(store).getAll();
              request.addEventListener('success', () => resolve(request.result));
            }),
        ),
      );
      database.close();
      return JSON.stringify(contents);
    }
  });
}
