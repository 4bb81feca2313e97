import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { apiOf } from '../support/api';
import { withBooks } from '../support/books';
import { freshAccessionNumber, send } from '../support/lis';
import { DEMO_PASSWORD, enter } from '../support/persons';
import { expectAccessible, expectNoTrouble, expectTouchable, watchedPage } from '../support/watch';

const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true };
const PICTURES = join('test-results', 'screenshots');
const SIZES = { tablet: { width: 1024, height: 768 }, phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } } as const;

/** At every size nothing is wider than the screen. */
async function pictures(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(PICTURES, `rules-${name}-${size}.png`) });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(over, `${name} on ${size} scrolls sideways`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(SIZES.tablet);
}

const confirm = async (page: Page) => {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/mot de passe/i).fill(DEMO_PASSWORD);
  await dialog.getByRole('button', { name: /Confirmer|Signer/ }).click();
};

/** In Hauterive, so that the journeys of Valmont keep the rules that they know. */
const potassium = async (value: string): Promise<string> => {
  const accessionNumber = freshAccessionNumber();
  const results = [{ code: 'K', label: 'Potassium', loincCode: '2823-3', value, unit: 'mmol/L', range: '3.5 - 5.1', flag: '' }];
  expect(await send(testMessage({ accessionNumber, laboratory: 'LBM-HAUTERIVE', sentAt: new Date(), results }))).toBe('AA');
  return accessionNumber;
};

/** Its id once it has come in: whoever is on duty tonight, the rules look at every site's. */
async function dossierOf(accessionNumber: string): Promise<string> {
  const find = () => withBooks(async (sql) => (await sql<{ id: string }[]>`select id from dossier where accession_number = ${accessionNumber}`)[0]?.id ?? '');
  await expect.poll(find, { timeout: 30_000 }).not.toBe('');
  return find();
}

test('the life of a rule set: a bound is moved, replayed, submitted, approved by another biologist, in force, suspended, back', async ({ browser }) => {
  test.setTimeout(300_000);
  const { api } = await apiOf('k.haddad');
  const before = await potassium('6.1');
  const dossierBefore = await dossierOf(before);
  const cardOf = async (dossierId: string) => api.validation.open.mutate({ dossierId });
  await expect.poll(async () => (await cardOf(dossierBefore)).expertise?.ruleCount ?? 0, { timeout: 30_000 }).toBeGreaterThan(100);

  const one = await watchedPage(browser, TABLET);
  const { page } = one;
  await test.step('she begins a draft, and an example that the new bound speaks against keeps it from being saved', async () => {
    await enter(page, 'h.marchetti');
    await page.goto('/expertise/draft');
    await page.getByLabel('Laboratoire').selectOption({ label: 'Hauterive' });
    await page.getByRole('button', { name: 'Commencer par les règles en vigueur' }).click();
    await page.getByLabel('Chercher une règle').fill('potassium hors limites');
    await page.getByRole('button', { name: /^K-01/ }).click();
    await expect(page.getByText(/alerte sous 2,5 ou au-dessus de 6,2 mmol\/L/)).toBeVisible();
    await page.getByLabel('Alerte, au-dessus de').first().fill('6,0');
    await expect(page.getByText(/alerte sous 2,5 ou au-dessus de 6 mmol\/L/)).toBeVisible();
    await expect(page.getByRole('status', { name: 'À corriger' })).toContainText('attend');
    await expect(page.getByRole('button', { name: /Enregistrer la règle/ })).toHaveAttribute('aria-disabled', 'true');
    await pictures(page, 'editor');
    await expectAccessible(one, { themes: ['light', 'dark'] });
    await expectTouchable(one);
    const wrong = page.getByRole('button', { name: 'Attendre ce résultat' });
    await expect(async () => {
      if ((await wrong.count()) > 0) await wrong.first().click();
      await expect(wrong).toHaveCount(0, { timeout: 2_000 });
    }).toPass();
    await page.getByRole('button', { name: /Enregistrer la règle/ }).click();
    await expect(page.getByText('◆ modifiée')).toBeVisible();
  });

  await test.step('what changes is read, the last ninety days are replayed, the sheet fills itself', async () => {
    await page.getByText('Ce qui change', { exact: true }).click();
    await expect(page.getByText(/Après/).first()).toBeVisible();
    await pictures(page, 'changes');
    await page.getByText('Rejeu et fiche').click();
    await expect(page.getByRole('button', { name: /Soumettre/ })).toHaveAttribute('aria-disabled', 'true');
    await page.getByRole('button', { name: 'Rejouer sur 90 jours' }).click();
    await expect(page.getByText(/Terminé le .* sur le brouillon tel qu’il est/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('link', { name: before })).toBeVisible();
    await page.getByLabel('Résultat attendu').fill('Appeler dès 6,0 mmol/L');
    await pictures(page, 'replay');
    await expectAccessible(one, { themes: ['light', 'dark'] });
    await expectTouchable(one);
    await page.getByRole('button', { name: /Soumettre/ }).click();
    await page.getByRole('link', { name: 'ouvrir la fiche' }).click();
    await expect(page.getByText('un autre biologiste les approuve', { exact: false })).toBeVisible();
    await expect(page.getByText('En attente d’un biologiste', { exact: false })).toBeVisible();
  });

  const two = await watchedPage(browser, TABLET);
  await test.step('another biologist reads the sheet and approves both; the version is in force at once', async () => {
    await enter(two.page, 'p.gerard');
    await two.page.goto(page.url());
    await expect(two.page.getByRole('heading', { name: /Fiche de contrôle initial FC-/ })).toBeVisible();
    await pictures(two.page, 'sheet');
    await expectAccessible(two, { themes: ['light', 'dark'] });
    await expectTouchable(two);
    await two.page.getByRole('button', { name: 'Approuver et mettre en vigueur' }).click();
    await confirm(two.page);
    await expect(two.page.getByText(/Acceptée par .*GÉRARD/)).toBeVisible();
    const after = await dossierOf(await potassium('6.1'));
    await expect
      .poll(async () => (await cardOf(after)).panels.flatMap(({ results }) => results.flatMap(({ findings }) => findings.map(({ effect }) => effect))))
      .toContain('call');
  });

  await test.step('one press suspends the rules: the card says so, and never « rien de détecté »; with a proof they are back', async () => {
    await two.page.goto('/expertise/versions');
    await two.page.getByLabel('Laboratoire').selectOption({ label: 'Hauterive' });
    await two.page.getByRole('button', { name: 'Suspendre les règles' }).click();
    await two.page.getByLabel('Motif', { exact: true }).last().fill('Appels sans raison cette nuit');
    await two.page.getByRole('button', { name: 'Suspendre maintenant' }).click();
    await expect(two.page.getByText(/Règles suspendues depuis le/)).toBeVisible();
    await pictures(two.page, 'versions');
    await expectAccessible(two, { themes: ['light', 'dark'] });
    await expectTouchable(two);
    const during = await dossierOf(await potassium('4.2'));
    expect((await cardOf(during)).rulesSuspended).toMatchObject({ reason: 'Appels sans raison cette nuit' });
    await two.page.goto(`/worklist?dossier=${during}`);
    await expect(two.page.getByText(/Règles suspendues depuis le/).first()).toBeVisible();
    await expect(two.page.getByText(/Rien de détecté/)).toHaveCount(0);
    await two.page.screenshot({ path: join(PICTURES, 'rules-card-tablet.png') });
    await two.page.goto('/expertise/versions');
    await two.page.getByRole('button', { name: 'Remettre les règles en service' }).click();
    await confirm(two.page);
    await expect(two.page.getByRole('button', { name: 'Suspendre les règles' })).toBeVisible();
  });
  await expectNoTrouble(one);
  await expectNoTrouble(two);
});
