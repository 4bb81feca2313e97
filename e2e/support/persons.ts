import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { codeAt } from '../../server/access/one-time-code';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoAccount } from '../../server/main/demo-accounts';
import { place } from './place';

export { DEMO_PASSWORD };

const STEP_MS = 30_000;

/** The demonstration's account with this login. */
export function account(login: string): DemoAccount {
  const found = DEMO_ACCOUNTS.find((one) => one.login === login);
  if (!found) throw new Error(`no demonstration account ${login}`);
  return found;
}

/** A code of this person's authenticator that was not used before; waits for the next step of 30 s when those at hand are used up. */
export async function codeOf(login: string): Promise<string> {
  const { totpSecret } = account(login);
  const now = () => Math.floor(Date.now() / STEP_MS);
  const spent = spentSteps();
  // The code of the step before is good as long as this one: near its end the newer one is taken, which the way to the server cannot outlast.
  const oldest = Date.now() % STEP_MS < STEP_MS / 2 ? now() - 1 : now();
  const step = Math.max((spent[login] ?? 0) + 1, oldest);
  await expect.poll(now, { message: `the authenticator of ${login} shows a new code`, timeout: 2 * STEP_MS }).toBeGreaterThanOrEqual(step - 1);
  writeFileSync(spentFile(), JSON.stringify({ ...spent, [login]: step }));
  return codeAt(totpSecret, new Date(step * STEP_MS));
}

/** Goes through the professionals' door by hand, as this person. */
export async function enter(page: Page, login: string): Promise<void> {
  if (!new URL(page.url(), place.url).pathname.startsWith('/login')) await page.goto('/login');
  await page.getByLabel('Identifiant personnel').fill(login);
  await page.getByLabel('Mot de passe').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Continuer vers le second facteur' }).click();
  await page.getByLabel('Code à six chiffres').fill(await codeOf(login));
  await page.getByRole('button', { name: 'Entrer' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

/** Which step each person used last, kept beside the product's data: a journey that failed leaves a fresh process to the next. */
const spentFile = () => join(place.dataDirectory, 'e2e-spent-codes.json');

function spentSteps(): Record<string, number> {
  return existsSync(spentFile()) ? (JSON.parse(readFileSync(spentFile(), 'utf8')) as Record<string, number>) : {};
}
