import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { place } from './place';

/** What a screen of the product must never do, collected while somebody works on it. */
export interface Watched {
  page: Page;
  /** Errors and warnings of the console, uncaught errors, violations of the content security policy, names in addresses and titles. */
  troubles: string[];
}

/** Names of the journeys' fictional persons: none of them belongs in an address, a title or a history. */
const NAMES = /PAT-TROIS|DUPR|DOMINIQUE|ESSAI-LUNE|CAMILLE|MARTIN-ESSAI|ANATOLE/i;

/** A browser of its own for one person, watched from the first page on. */
export async function watchedPage(browser: Browser, options: BrowserContextOptions): Promise<Watched> {
  const context = await browser.newContext({ baseURL: place.url, locale: 'fr-FR', timezoneId: 'Europe/Paris', ...options });
  const watched: Watched = { page: await context.newPage(), troubles: [] };
  context.on('page', (page) => listen(page, watched.troubles));
  listen(watched.page, watched.troubles);
  return watched;
}

/** What the browser notes when a stream is asked for again after the session ended: the server's proper answer, and the page leaves. */
const SESSION_ENDED = /Failed to load resource: the server responded with a status of 401/;

function listen(page: Page, troubles: string[]): void {
  page.on('console', (message) => {
    const isTrouble = message.type() === 'error' || message.type() === 'warning';
    if (isTrouble && !SESSION_ENDED.test(message.text())) troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (NAMES.test(decodeURIComponent(request.url()))) troubles.push(`a name in an address: ${request.method()} ${request.url()}`);
  });
  page.on('framenavigated', (frame) => {
    frame.title().then(
      (title) => NAMES.test(title) && troubles.push(`a name in a title: ${title}`),
      () => undefined,
    );
  });
}

/** WCAG 2.2 AA by axe, on the page as it is now; by day, or by day and by night. */
export async function expectAccessible({ page }: Watched, { themes = ['light'] }: { themes?: readonly ('light' | 'dark')[] } = {}): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary ?? ''})`));
    expect.soft(found, `axe on ${new URL(page.url()).pathname}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** Nothing that a finger must reach is smaller than 44 px, but for words inside a sentence. */
export async function expectTouchable({ page }: Watched): Promise<void> {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], select, input:not([type="hidden"]), [role="tab"]')].flatMap((element) => {
      const target =
        element.closest('label') ??
        (element.id ? document.querySelector<HTMLElement>(`label[for="${element.id}"].target, label:has(> #${CSS.escape(element.id)})`) : null) ??
        element;
      const { width, height } = target.getBoundingClientRect();
      const isInSentence = element.tagName === 'A' && getComputedStyle(element).display === 'inline';
      if (width === 0 || height === 0 || isInSentence || element.closest('[aria-hidden="true"], .sr-only')) return [];
      return width >= 43.5 && height >= 43.5
        ? []
        : [
            `${element.tagName.toLowerCase()} « ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)} » ${Math.round(width)}×${Math.round(height)}`,
          ];
    }),
  );
  expect.soft(small, `targets under 44 px on ${new URL(page.url()).pathname}`).toEqual([]);
}

/** Closes the person's browser and says whether anything went wrong in it. */
export async function expectNoTrouble({ page, troubles }: Watched): Promise<void> {
  await page.context().close();
  expect.soft(troubles, 'troubles in the browser').toEqual([]);
}
