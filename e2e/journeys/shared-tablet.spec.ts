import { type Browser, expect, type Page, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { withBooks } from '../support/books';
import { leftBehind } from '../support/left-behind';
import { freshAccessionNumber, send } from '../support/lis';
import { enter } from '../support/persons';
import { place } from '../support/place';
import { expectAccessible, watchedPage } from '../support/watch';

const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true };
/** Name, first name, number, INS and birth date of the patient whose dossier was open. */
const PATIENT = /ZZCANARI|ZÉNOBIE|0099123|1957-03-04|04\/03\/1957/;
const SENTENCE = 'Vous avez repris votre session sur un autre poste. Ici, l’écran est fermé.';
const SHELL = /^\/(_next\/static\/|offline$|lock$|garde$)/;

for (const link of ['online', 'offline'] as const)
  test(`a locked tablet keeps nothing of the patient, ${link}, and the next person finds nothing`, async ({ browser }) => {
    const page = await openDossier(browser, link === 'online' ? 'k.haddad' : 'p.gerard');
    const cookies = await page.context().cookies();
    await page.goto('/audit');
    await seeDossier(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await expect.poll(async () => (await leftBehind(page)).cached, { timeout: 30_000 }).toContain('/lock');
    expect((await leftBehind(page)).text, 'the dump does see the patient while the dossier is open').toMatch(PATIENT);
    await page.evaluate(async () => {
      localStorage.setItem('note', 'ZZCANARI');
      await (await caches.open('of-somebody')).put('/note', new Response('ZZCANARI'));
      await new Promise((resolve) => indexedDB.open('of-somebody').addEventListener('success', resolve));
    });

    if (link === 'offline') await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Verrouiller' }).click();
    await expect(page.getByRole('heading', { name: 'Écran verrouillé' })).toBeVisible();
    await expect(page).toHaveURL(/\/lock$/);
    await expectNothingOfThePatient(page);
    for (const back of ['/audit', '/worklist']) {
      await page.goBack();
      await expect(page.getByRole('heading', { name: link === 'offline' ? 'Hors ligne' : 'Professionnels' }), back).toBeVisible();
      await expectNothingOfThePatient(page);
    }
    if (link === 'offline') await page.context().setOffline(false);

    const replayed = await fetch(`${place.url}/worklist`, {
      headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
    });
    if (link === 'online') expect(await replayed.text(), 'the session is over on the server').not.toMatch(PATIENT);
    await page.goto('/worklist');
    await expect(page, 'also when the server could not be told: by the mark that was left').toHaveURL(/\/login$/);
    await enter(page, link === 'online' ? 'n.belkacem' : 'c.aubin');
    await expect(page).toHaveURL(/\/results/);
    await expectNothingOfThePatient(page);
    await page.goBack();
    await expectNothingOfThePatient(page);
    await page.context().close();
  });

test('a ward PC locks after five minutes without a hand on any of its tabs, and all its tabs with it', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: place.url, locale: 'fr-FR', timezoneId: 'Europe/Paris', userAgent: 'Relais e2e ward PC' });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto('/login');
  await expect.poll(() => terminalsOf('Relais e2e ward PC')).toBe(1);
  await withBooks((sql) => sql`update terminal set kind = 'ward_pc', name = 'MI-3B-02' where browser = 'Relais e2e ward PC'`);
  await enter(page, 'h.marchetti');
  await seeDossier(page);
  const second = await context.newPage();
  await searchPatient(second);

  await page.clock.fastForward('04:30');
  await page.mouse.click(5, 5);
  await page.clock.fastForward('04:30');
  await expect(page.getByText(/ZZCANARI/).first(), 'a hand on the page starts the time anew').toBeVisible();
  await page.clock.fastForward('00:40');
  for (const tab of [page, second]) {
    await expect(tab.getByRole('heading', { name: 'Écran verrouillé' })).toBeVisible();
    await expect(tab.getByText('après 5 minutes sans activité')).toBeVisible();
    await expect(tab.getByText('Poste MI-3B-02')).toBeVisible();
    await expectNothingOfThePatient(tab);
  }
  await context.close();
});

test('a page out of sight draws nothing, and comes back only while its session is open', async ({ browser }) => {
  const page = await openDossier(browser, 'k.haddad');
  const hide = (hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await hide(true);
  await expect(page.getByRole('heading', { level: 1, name: /ZZCANARI/ })).toBeHidden();
  await hide(false);
  await expect(page.getByRole('heading', { level: 1, name: /ZZCANARI/ })).toBeVisible();
  await hide(true);
  await withBooks(
    (sql) =>
      sql`update session set revoked_at = now(), revoked_reason = 'closed' where user_id = (select id from user_account where login = 'k.haddad') and revoked_at is null`,
  );
  await hide(false);
  await expect(page).toHaveURL(/\/lock$/);
  await expectNothingOfThePatient(page);
  await page.context().close();
});

test('a session taken up elsewhere closes here within seconds, says so, and the new screen says what it closed', async ({ browser }) => {
  const first = await openDossier(browser, 'p.gerard');
  const { page: second } = await watchedPage(browser, TABLET);
  await enter(second, 'p.gerard');
  await expect(first.getByText(SENTENCE)).toBeVisible({ timeout: 8_000 });
  await expectNothingOfThePatient(first);
  await expect(second.getByRole('status').filter({ hasText: 'Session reprise ici.' })).toContainText(/Vous étiez déjà connecté sur .* depuis le \d/);
  await second.getByRole('button', { name: 'J’ai lu' }).click();
  await second.reload();
  await expect(second.getByRole('tab', { name: /À valider/ })).toBeVisible();
  await expect(second.getByText('Session reprise ici.')).toHaveCount(0);
  await first.goto('/worklist');
  await expect(first.getByText(SENTENCE), 'the door says it too').toBeVisible();
  for (const page of [first, second]) await page.context().close();
});

test('three unknown identifiers block the terminal at every address until an administrator reactivates it', async ({ browser }) => {
  const blocked = await watchedPage(browser, { ...TABLET, userAgent: 'Relais e2e blocked tablet' });
  const { page } = blocked;
  await page.goto('/login');
  await expect.poll(() => terminalsOf('Relais e2e blocked tablet')).toBe(1);
  for (let time = 1; time <= 3; time += 1) {
    await page.getByLabel('Identifiant personnel').fill(`personne-${time}-${freshAccessionNumber()}`);
    await page.getByLabel('Mot de passe').fill('faux');
    await page.getByRole('button', { name: 'Continuer vers le second facteur' }).click();
    await page.getByLabel('Code à six chiffres').fill('000000');
    await page.getByRole('button', { name: 'Entrer' }).click();
    await expect(page.getByText(time < 3 ? 'Encore 2 essais.' : 'Poste bloqué. Demandez à l’administrateur.')).toBeVisible();
  }
  for (const path of ['/', '/login', '/worklist', '/results', '/mes-resultats', '/demo', '/lock', '/n/anything']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Poste bloqué.' }), path).toBeVisible();
    await expect(page.getByRole('textbox'), path).toHaveCount(0);
  }
  await expectAccessible(blocked, { themes: ['light', 'dark'] });
  await withBooks((sql) => sql`update terminal set state = 'active', unknown_tries = 0 where browser = 'Relais e2e blocked tablet'`);
  await expect(page, 'it notices by itself').toHaveURL(/\/login$/);
  await expect(page.getByLabel('Identifiant personnel')).toBeVisible();
  await page.context().close();
});

/** A browser of its own in which this person has the dossier of ZZCANARI open. */
async function openDossier(browser: Browser, login: string): Promise<Page> {
  const { page } = await watchedPage(browser, TABLET);
  await enter(page, login);
  await seeDossier(page);
  return page;
}

async function seeDossier(page: Page): Promise<void> {
  await send(
    testMessage({
      accessionNumber: freshAccessionNumber(),
      sentAt: new Date(),
      patient: { identifier: '0099123', birthFamilyName: 'ZZCANARI', givenNames: ['ZÉNOBIE'], birthDate: '1957-03-04', ins: null },
    }),
  );
  await searchPatient(page);
  await page
    .getByRole('link', { name: /ZZCANARI/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: /ZZCANARI/ })).toBeVisible();
}

/** Only the lines in sight are drawn. */
async function searchPatient(page: Page): Promise<void> {
  await page.goto('/worklist');
  await expect(async () => {
    // Twice: what is typed before the page is alive is lost.
    for (const words of ['', 'ZZCANARI']) await page.getByRole('searchbox', { name: /Chercher/ }).fill(words);
    await expect(page.getByRole('link', { name: /ZZCANARI/ }).first()).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
}

async function expectNothingOfThePatient(page: Page): Promise<void> {
  await page.waitForLoadState();
  const left = await leftBehind(page);
  expect(left.text).not.toMatch(PATIENT);
  expect(left.cached.filter((path) => !SHELL.test(path))).toEqual([]);
  expect(left.databases.filter((name) => name !== 'relais-terminal')).toEqual([]);
}

const terminalsOf = (browser: string) =>
  withBooks(async (sql) => (await sql`select 1 from terminal where browser = ${browser} and public_key is not null`).length);
