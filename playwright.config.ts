import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Debian's Chromium where there is one; else the one that Playwright installs. */
const installed = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);

/** The product's own processes, database and simulated LIS, started once for the run by e2e/support/product.ts; nothing in it is replaced. */
export default defineConfig({
  testDir: 'e2e',
  // In this order: whoever breaks things comes last.
  projects: [
    { name: 'journeys', testMatch: '**/*.spec.ts', testIgnore: ['**/bad-days.spec.ts', '**/canary.spec.ts'] },
    { name: 'bad days', testMatch: '**/bad-days.spec.ts' },
    // After everything else has been through the logs.
    { name: 'canary', testMatch: '**/canary.spec.ts' },
  ],
  globalSetup: './e2e/support/product.ts',
  outputDir: 'test-results',
  // The journeys share one product, as its users do, and some kill its processes.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE === undefined ? 'list' : [['json'], ['list']],
  use: {
    baseURL: process.env.RELAIS_E2E_URL,
    browserName: 'chromium',
    locale: 'fr-FR',
    actionTimeout: 20_000,
    timezoneId: 'Europe/Paris',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(installed === undefined ? {} : { executablePath: installed }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
