import { execFileSync } from 'node:child_process';
import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { knock } from '../support/knock';
import { codeOf, DEMO_PASSWORD } from '../support/persons';
import { place } from '../support/place';
import { expectAccessible, expectNoTrouble, expectTouchable, watchedPage } from '../support/watch';

/** Passkeys in the real browser, with a virtual authenticator behind it (threats.md 7, 9, 11, 12). */
const LOGIN = 'a.essai-cles';
/** Answers of a closed door are the server's proper ones. */
const CLOSED_DOOR = /Failed to load resource: the server responded with a status of 40[134]/;
const PLANTED = 'A'.repeat(43);

test('from the activation code to the passkey, which still opens when an attacker has locked the password', async ({ browser }) => {
  const watched = await watchedPage(browser, { viewport: { width: 1024, height: 768 } });
  const { page, troubles } = watched;
  const key = await virtualKey(page);

  await test.step('a wrong code opens nothing, the right one opens the choice', async () => {
    const code = activationCode();
    await page.goto('/activation');
    await expectAccessible(watched, { themes: ['light', 'dark'] });
    await expectTouchable(watched);
    await page.getByLabel('Identifiant personnel').fill(LOGIN);
    await page.getByLabel('Code d’activation').fill('0000-0000-0000');
    await page.getByRole('button', { name: 'Continuer' }).click();
    await expect(page.getByText('Cet identifiant et ce code n’ouvrent rien.')).toBeVisible();
    await page.getByLabel('Code d’activation').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Continuer' }).click();
    await expect(page.getByRole('heading', { name: 'Choisissez comment entrer' })).toBeVisible();
    await page.goto('/exchanges');
    await expect(page, 'no right before the means are chosen').toHaveURL(/\/activation$/);
  });

  await test.step('a passkey is made, ten recovery codes are shown once, and the session is over', async () => {
    await page.goto('/activation');
    await page.getByText('Mot de passe et code').click();
    await expect(page.getByRole('img', { name: /Secret à lire/ })).toBeVisible();
    await expectAccessible(watched, { themes: ['light', 'dark'] });
    await page.getByText('Clé d’accès', { exact: true }).click();
    await page.getByLabel('Nom de cette clé').fill('Clé du parcours');
    await page.getByRole('button', { name: 'Créer une clé d’accès' }).click();
    await expect(page.getByRole('heading', { name: 'Vos codes de secours' })).toBeVisible();
    await expect(page.getByRole('listitem')).toHaveCount(10);
    await expectAccessible(watched);
    await page.getByRole('link', { name: /aller à l’entrée/ }).click();
    await expect(page).toHaveURL(/\/login$/);
  });

  await test.step('she enters by the passkey, under an identifier of session that nobody could plant', async () => {
    await expectAccessible(watched, { themes: ['light', 'dark'] });
    await expectTouchable(watched);
    await page.context().addCookies([{ name: 'relais-session', value: PLANTED, url: place.url, httpOnly: true, sameSite: 'Strict' }]);
    await enterByPasskey(page);
    const first = await sessionOf(page);
    expect(first).not.toBe(PLANTED);
    expect(await opens(PLANTED)).toBe(false);
    expect(await opens(first)).toBe(true);
    await page.getByRole('button', { name: 'Verrouiller' }).click();
    await expect(page).toHaveURL(/\/lock$/);
    expect(await opens(first), 'the session before is over').toBe(false);
    await page.goto('/login');
    await enterByPasskey(page);
    expect(await sessionOf(page)).not.toBe(first);
  });

  await test.step('her account shows her key, and who tried what', async () => {
    await page.goto('/account');
    await expect(page.getByText('Clé du parcours')).toBeVisible();
    await expect(page.getByText('Code d’activation refusé').first()).toBeVisible();
    await expectAccessible(watched, { themes: ['light', 'dark'] });
    await expectTouchable(watched);
    await page.getByRole('button', { name: 'Nouvelle feuille' }).click();
    await expect(page.getByRole('region', { name: 'Codes de secours' }).getByRole('listitem')).toHaveCount(10);
  });

  await test.step('an attacker locks her password path; the key still opens, and not without her finger', async () => {
    for (let guess = 0; guess < 3; guess += 1) await knock('professional', { login: LOGIN, password: 'deviné', code: '000000' });
    expect((await knock('professional', { login: LOGIN, password: 'deviné', code: '000000' })).error).toMatch(/^(locked|blocked)$/);
    await page.getByRole('button', { name: 'Verrouiller' }).click();
    await expect(page).toHaveURL(/\/lock$/);
    await page.goto('/login');
    await key.cdp.send('WebAuthn.setUserVerified', { authenticatorId: key.id, isUserVerified: false });
    await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'La clé d’accès n’a pas répondu.' })).toBeVisible();
    await key.cdp.send('WebAuthn.setUserVerified', { authenticatorId: key.id, isUserVerified: true });
    await enterByPasskey(page);
  });
  expect(troubles.filter((trouble) => !CLOSED_DOOR.test(trouble))).toEqual([]);
  watched.troubles.length = 0;
  await expectNoTrouble(watched);
});

test('a code of the authenticator opens once', async () => {
  const given = { login: 'k.haddad', password: DEMO_PASSWORD, code: await codeOf('k.haddad') };
  const answers = await Promise.all([knock('professional', given), knock('professional', given)]);
  expect(answers.filter(({ session }) => session !== null)).toHaveLength(1);
  expect(answers.map(({ error }) => error).filter((error) => error !== null)).toEqual(['used']);
  expect(await knock('professional', given)).toEqual({ session: null, error: 'used' });
});

/** An account without any means, made on the machine as its owner does; answers the code that is printed once. */
function activationCode(): string {
  const printed = execFileSync(process.execPath, ['dist/admin.js', 'create', LOGIN, '--family-name', 'ESSAI-CLES', '--given-name', 'Alix'], {
    env: { ...process.env, RELAIS_DATA_DIR: place.dataDirectory, RELAIS_DEMO: '1' },
    encoding: 'utf8',
  });
  const [code] = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(printed) ?? [];
  if (!code) throw new Error('the command prints an activation code');
  return code;
}

/** An authenticator inside the device that verifies its person. */
async function virtualKey(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, id: authenticatorId };
}

async function enterByPasskey(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

async function sessionOf(page: Page): Promise<string> {
  return (await page.context().cookies()).find(({ name }) => name === 'relais-session')?.value ?? '';
}

async function opens(token: string): Promise<boolean> {
  const answer = await fetch(`${place.url}/account`, { headers: { cookie: `relais-session=${token}` }, redirect: 'manual' });
  return answer.status === 200;
}
