import { type Browser, chromium, type Page } from '@playwright/test';
import { apiOf } from '../e2e/support/api';
import { enter } from '../e2e/support/persons';
import type { Product } from '../e2e/support/run-product';
import playwrightConfig from '../playwright.config';
import { MllpClient } from '../server/hl7/mllp-client';
import { testMessage } from '../server/simulator/test-message';
import { type Figure, quantile, seconds, spread } from './figures';

const SENT = 20;
const KILOBYTE = 1000;

/** What a person waits for, in a real Chromium. */
export async function measureScreens(product: Product): Promise<Figure[]> {
  const browser = await chromium.launch({ ...playwrightConfig.use?.launchOptions, headless: true });
  try {
    return [await untilOnWorklist(browser, product), ...(await firstLoad(browser, product))];
  } finally {
    await browser.close();
  }
}

/** From the first byte of a LIS message to its dossier counted on a worklist that somebody has open. */
async function untilOnWorklist(browser: Browser, product: Product): Promise<Figure> {
  const page = await pageOf(browser, product);
  await enter(page, 'h.marchetti');
  const count = () =>
    page
      .getByRole('tab', { name: /À valider \d+/ })
      .innerText()
      .then((text) => Number(/\d+/.exec(text)?.[0]));
  await page.getByRole('tab', { name: /À valider \d+/ }).waitFor();
  const client = new MllpClient({ host: '127.0.0.1', port: product.mllpPort, timeoutMs: 10_000 });
  const times: number[] = [];
  for (let number = 0; number < SENT; number += 1) {
    const before = await count();
    const seen = page.waitForFunction(
      (least) => [...document.querySelectorAll('[role="tab"]')].some((tab) => Number(/valider\D*(\d+)/.exec(tab.textContent ?? '')?.[1]) > least),
      before,
      { polling: 'raf' },
    );
    const sent = performance.now();
    await client.send(
      testMessage({ sentAt: new Date(), accessionNumber: `97${Date.now()}`, patient: { identifier: `6${number}${Date.now() % 100_000}`, ins: null } }),
    );
    await seen;
    times.push(performance.now() - sent);
  }
  await client.close();
  await page.context().close();
  return { what: 'LIS message → on an open worklist', measured: spread(times), budget: '< 1 s', isWithin: quantile(times, 0.99) < 1_000 };
}

/** The prescriber's list on a new device over a poor line: until its rows can be read, until its scripts run, and how many bytes those are. */
async function firstLoad(browser: Browser, product: Product): Promise<Figure[]> {
  const { cookie } = await apiOf('c.aubin');
  const page = await pageOf(browser, product);
  const [name = '', value = ''] = cookie.split('=', 2);
  await page.context().addCookies([{ name, value, url: product.url }]);
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 40, downloadThroughput: 3_000_000 / 8, uploadThroughput: 3_000_000 / 8 });
  const scripts = new Map<string, number>();
  line.on('Network.responseReceived', ({ requestId, response }) => void (response.mimeType.includes('javascript') && scripts.set(requestId, 0)));
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => void (scripts.has(requestId) && scripts.set(requestId, encodedDataLength)));
  // A page's first call is the first thing that it does once its scripts run.
  const awake = page.waitForResponse((response) => response.url().includes('/api/trpc/'));
  const began = performance.now();
  await page.goto('/results', { waitUntil: 'commit' });
  await page.getByRole('tabpanel').getByRole('link').first().waitFor();
  const readableMs = performance.now() - began;
  await awake;
  const awakeMs = performance.now() - began;
  const bytes = [...scripts.values()].reduce((sum, length) => sum + length, 0);
  await page.context().close();
  return [
    { what: 'first load of the prescriber’s list, 3 Mbit/s, 40 ms: readable', measured: seconds(readableMs), budget: '< 2 s', isWithin: readableMs < 2_000 },
    { what: '  and awake (scripts run, first call answered)', measured: seconds(awakeMs), budget: '< 2 s', isWithin: awakeMs < 2_000 },
    {
      what: 'JavaScript on first load, as transferred',
      measured: `${(bytes / KILOBYTE).toFixed(0)} kB in ${scripts.size} files`,
      budget: '≤ 170 kB gzip',
      isWithin: bytes <= 170 * KILOBYTE,
    },
  ];
}

async function pageOf(browser: Browser, product: Product): Promise<Page> {
  const context = await browser.newContext({ baseURL: product.url, locale: 'fr-FR', timezoneId: 'Europe/Paris', viewport: { width: 1440, height: 900 } });
  return context.newPage();
}
