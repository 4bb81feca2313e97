import { type Browser, expect, type Page, test } from '@playwright/test';
import { type TestMessage, testMessage } from '../../server/simulator/test-message';
import { apiOf, refusalOf } from '../support/api';
import { withBooks } from '../support/books';
import { validateAll } from '../support/decide';
import { freshAccessionNumber, receivedAbout, send } from '../support/lis';
import { bornOn, followLinkTo } from '../support/patient-door';
import { codeOf, DEMO_PASSWORD, enter } from '../support/persons';
import { place } from '../support/place';
import { expectNoTrouble, watchedPage } from '../support/watch';

const NOBODY = '01900000-0000-7000-8000-000000000000';
const GONE = /n’existe pas ou ne vous est pas ouvert/;
/** What a closed door says in the console of whoever tries it; nothing of ours. */
const CLOSED_DOOR = /Failed to load resource: the server responded with a status of 40[134]/;

test('a report that is somebody else’s answers exactly like one that does not exist', async ({ browser }) => {
  // Another patient, who lies elsewhere: a ward reads everything of whoever lies there.
  const foreign = await released({
    patient: { identifier: freshAccessionNumber(), birthFamilyName: 'ESSAI-AILLEURS', givenNames: ['PAULE'], birthDate: '1966-06-06', ins: null, email: '' },
    prescriberRpps: '99900002002',
    prescriberName: ['CALMET', 'Yves'],
    encounter: { ward: 'CHIR2' },
  });
  const own = await released({ prescriberRpps: '10001234567' });
  const marchal = await apiOf('e.marchal');
  const { url } = await marchal.api.portal.requestPdf.mutate({ reportId: own.reportId });

  const { page, troubles } = await watchedPage(browser, {});
  await enter(page, 'c.aubin');
  for (const reportId of [foreign.reportId, NOBODY]) {
    await page.goto(`/results/${reportId}`);
    await expect(page.getByText(GONE)).toBeVisible();
    await expect(page.getByText(/PAT-TROIS|Potassium/)).toHaveCount(0);
  }
  const aubin = await cookieOf(page);
  expect((await pdf(url, aubin)).status, 'another reader’s ticket').toBe(404);
  expect((await pdf(`/api/reports/${foreign.reportId}`, aubin)).status).toBe(404);
  expect((await pdf(url, marchal.cookie)).status, 'her own ticket').toBe(200);
  expect((await pdf(url, marchal.cookie)).status, 'the same ticket again').toBe(404);
  await page.context().close();
  expect(troubles.filter((trouble) => !CLOSED_DOOR.test(trouble))).toEqual([]);

  const { api } = await apiOf('n.belkacem');
  for (const reportId of [foreign.reportId, NOBODY]) {
    expect(await refusalOf(api.portal.viewReport.mutate({ reportId }))).toEqual(expect.objectContaining({ code: 'not-found' }));
    expect(await refusalOf(api.portal.requestPdf.mutate({ reportId }))).toEqual(expect.objectContaining({ code: 'not-found' }));
  }
  expect(await refusalOf(api.validation.worklist.query())).toEqual(expect.objectContaining({ code: 'not-found' }));
  expect(await readingsOf(foreign.reportId), 'no reading was recorded').toBe(0);
  expect(await receivedAbout(foreign.accessionNumber, 'reading')).toEqual([]);
});

test('a patient’s link closes after three wrong proofs, also for the right ones', async ({ browser }) => {
  const email = `porte.${freshAccessionNumber()}@courriel.example`;
  await released({
    patient: {
      identifier: freshAccessionNumber(),
      birthFamilyName: 'ESSAI-PORTE',
      givenNames: ['LOU'],
      birthDate: '1990-02-03',
      ins: null,
      email,
      mobilePhone: '0639980099',
    },
  });
  const { page, troubles } = await watchedPage(browser, { viewport: { width: 390, height: 844 } });
  await followLinkTo(page, email);
  const door = page.url();
  await bornOn(page, '4', '2', '1990');
  await page.getByRole('button', { name: 'Recevoir un code' }).click();
  await expect(page.getByText('Si la date est juste, un code vient de partir')).toBeVisible();
  for (const wrong of ['000000', '000001']) {
    await page.getByLabel('Code à six chiffres').fill(wrong);
    await page.getByRole('button', { name: 'Entrer' }).click();
    await expect(page.getByText(/La date ou le code ne correspond pas|Trop d’essais/)).toBeVisible();
  }
  await expect(page.getByRole('heading', { name: 'Cette porte est fermée' })).toBeVisible();
  await page.goto(door);
  await expect(page.getByRole('heading', { name: 'Cette porte est fermée' })).toBeVisible();
  await page.goto('/demo');
  await expect(page.getByText('06 39 98 00 99').or(page.getByText('0639980099')), 'no code was sent for a wrong date').toHaveCount(0);
  await page.context().close();
  expect(troubles.filter((trouble) => !CLOSED_DOOR.test(trouble))).toEqual([]);
});

test('what somebody types before the page is alive is kept, and lets her in', async ({ browser }) => {
  const { page } = await watchedPage(browser, {});
  let scriptsMayCome = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    scriptsMayCome = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/login', { waitUntil: 'commit' });
  await page.getByLabel('Identifiant personnel').fill('o.vidal');
  await page.getByLabel('Mot de passe').fill(DEMO_PASSWORD);
  scriptsMayCome();
  await page.waitForLoadState('networkidle');
  await page.getByRole('button', { name: 'Continuer vers le second facteur' }).click();
  await page.getByLabel('Code à six chiffres').fill(await codeOf('o.vidal'));
  await page.getByRole('button', { name: 'Entrer' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
  await page.context().close();
});

test('a session taken over elsewhere, or ended, leaves nothing of a patient on the screen', async ({ browser }) => {
  const first = await listOf(browser, 'k.haddad');
  const second = await listOf(browser, 'k.haddad');
  await expect(first.page, 'within a sign of life of the stream').toHaveURL(/\/lock$/, { timeout: 30_000 });
  await expect(first.page.getByText(/PAT-TROIS/)).toHaveCount(0);
  await first.page.goto('/worklist');
  await expect(first.page).toHaveURL(/\/login$/);
  await first.page.context().close();

  const { page } = second;
  await page
    .getByRole('link', { name: /PAT-TROIS/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: /PAT-TROIS/ })).toBeVisible();
  await page.getByRole('button', { name: 'Verrouiller' }).click();
  await expect(page).toHaveURL(/\/lock$/);
  await page.goBack();
  await expect(page).not.toHaveURL(/\/worklist/);
  await expect(page.getByText(/PAT-TROIS|Potassium/)).toHaveCount(0);
  const { cookie } = second;
  const answer = await fetch(`${place.url}/worklist`, { headers: { cookie }, redirect: 'manual' });
  expect(await answer.text()).not.toContain('PAT-TROIS');
  await page.context().close();
});

test('without a link the shell opens and says so, and the device kept nothing of anybody', async ({ browser }) => {
  const { page, troubles } = await listOf(browser, 'p.gerard');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect.poll(() => keptOn(page).then((kept) => kept.addresses.some((address) => address.endsWith('/offline'))), { timeout: 30_000 }).toBe(true);
  await page
    .getByRole('link', { name: /PAT-TROIS/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: /PAT-TROIS/ })).toBeVisible();

  await page.context().setOffline(true);
  await page.goto('/worklist');
  await expect(page.getByRole('heading', { name: 'Hors ligne' })).toBeVisible();
  await expect(page.getByText('rien n’est gardé sur cet appareil')).toBeVisible();
  await expect(page.getByText(/PAT-TROIS/)).toHaveCount(0);
  const kept = await keptOn(page);
  expect(kept.addresses.filter((address) => !/^\/(_next\/static\/|offline$|lock$|garde$)/.test(address))).toEqual([]);
  expect(kept.words, 'names, numbers and results in caches and stores').toEqual([]);
  await page.context().setOffline(false);
  await expect(page.getByRole('tab', { name: /À valider/ })).toBeVisible();
  await page.context().close();
  expect(troubles.filter((trouble) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/.test(trouble))).toEqual([]);
});

test('the first page of every door says nothing to whoever has not come in', async ({ browser }) => {
  const watched = await watchedPage(browser, {});
  for (const path of ['/worklist', '/statistics', '/exchanges', '/audit', '/results', `/results/${NOBODY}`]) {
    await watched.page.goto(path);
    await expect(watched.page, path).toHaveURL(/\/(login|lock)$/);
  }
  await expectNoTrouble(watched);
});

/** Sends a dossier, has it validated and released, and answers its report. */
async function released(given: Partial<TestMessage>): Promise<{ accessionNumber: string; reportId: string }> {
  const accessionNumber = freshAccessionNumber();
  expect(await send(testMessage({ accessionNumber, sentAt: new Date(), ...given }))).toBe('AA');
  const { api } = await biologist();
  const { decisionId } = await validateAll(api, accessionNumber);
  await api.validation.sendNow.mutate({ decisionId });
  const find = () =>
    withBooks(async (sql) => {
      const [row] = await sql<{ id: string }[]>`select r.id from report r join dossier d on d.id = r.dossier_id where d.accession_number = ${accessionNumber}`;
      return row?.id ?? '';
    });
  await expect.poll(find, { message: 'the report is released' }).not.toBe('');
  return { accessionNumber, reportId: await find() };
}

let biologistInside: ReturnType<typeof apiOf> | null = null;
const biologist = () => (biologistInside ??= apiOf('h.marchetti'));

async function listOf(browser: Browser, login: string): Promise<{ page: Page; troubles: string[]; cookie: string }> {
  await send(testMessage({ accessionNumber: freshAccessionNumber(), sentAt: new Date() }));
  const { page, troubles } = await watchedPage(browser, { viewport: { width: 1024, height: 768 } });
  await enter(page, login);
  await expect(page.getByRole('link', { name: /PAT-TROIS/ }).first()).toBeVisible();
  return { page, troubles, cookie: await cookieOf(page) };
}

async function cookieOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

const pdf = (path: string, cookie: string) => fetch(new URL(path, place.url), { headers: { cookie } });

function readingsOf(reportId: string): Promise<number> {
  return withBooks(async (sql) => (await sql`select 1 from report_view where report_id = ${reportId}`).length);
}

/** Everything that this browser keeps of us between two visits, and which words about persons are in it. */
function keptOn(page: Page): Promise<{ addresses: string[]; words: string[] }> {
  return page.evaluate(async () => {
    const addresses: string[] = [];
    const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const { pathname } = new URL(request.url);
        addresses.push(pathname);
        texts.push((await (await cache.match(request))?.text()) ?? '');
      }
    }
    texts.push(JSON.stringify(await indexedDB.databases()));
    const words = texts.join('\n').match(/PAT-TROIS|DOMINIQUE|0004711|279035121518|RPPS 1000|Hélène MARCHETTI/g) ?? [];
    return { addresses, words };
  });
}
