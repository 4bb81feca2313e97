import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { apiOf } from '../support/api';
import { validateAll } from '../support/decide';
import { freshAccessionNumber, recorded, send } from '../support/lis';
import { bornOn, codeSentTo, followLinkTo } from '../support/patient-door';
import { enter } from '../support/persons';
import { watchedPage } from '../support/watch';

const TABLET = { width: 1024, height: 768 };
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const PICTURES = join('test-results', 'screenshots');
/** Pictures by day that the README shows, by the name that they have there; they go there only when somebody asks for new ones. */
const IN_README: Readonly<Record<string, string>> = {
  'biologist-card': 'biologist',
  'prescriber-report': 'prescriber',
  'patient-results': 'patient',
  'manager-activity': 'manager',
  'administrator-exchanges': 'administrator',
};
const RENEWS_README = process.env.SCREENSHOTS === '1';

/** Everything that the three kinds of screen show fits their width: nothing is cut, nothing scrolls sideways. */
test('every screen fits its device, by day and by night', async ({ browser }) => {
  mkdirSync(PICTURES, { recursive: true });
  const urgent = freshAccessionNumber();
  const ordinary = freshAccessionNumber();
  const email = `camille.${ordinary}@courriel.example`;
  const patient = {
    identifier: '0091044',
    birthFamilyName: 'ESSAI-LUNE',
    givenNames: ['CAMILLE'],
    birthDate: '1985-06-14',
    ins: null,
    mobilePhone: '0639980044',
    email,
  };
  expect(await send(recorded('fr_subcontracted_final_and_preliminary_utf8.hl7', { accessionNumber: freshAccessionNumber() }))).toBe('AA');
  expect(await send(recorded('fr_urgent_unvalidated_8859-1.hl7', { accessionNumber: urgent }))).toBe('AA');
  expect(
    await send(
      testMessage({
        accessionNumber: ordinary,
        sentAt: new Date(),
        patient,
        groups: [
          {
            results: [
              { value: '4.4', flag: 'N' },
              { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: '139', unit: 'mmol/L', range: '136 - 145', flag: 'N' },
              {
                code: 'FERR',
                label: 'Ferritine',
                loincCode: '2276-4',
                value: '9',
                unit: 'ug/L',
                range: '15 - 150',
                flag: 'L',
                notes: ['À contrôler dans trois mois.'],
              },
            ],
          },
        ],
      }),
    ),
  ).toBe('AA');

  const tablet = await opened(browser, TABLET, 'h.marchetti');
  await tablet.getByRole('searchbox', { name: /Chercher/ }).fill(urgent);
  await tablet.getByRole('link', { name: /PAT-TROIS/ }).click();
  await tablet.getByRole('searchbox', { name: /Chercher/ }).fill('');
  await expect(tablet.getByRole('row', { name: /Potassium/ }).first()).toBeVisible();
  await tablet.getByRole('heading', { level: 1 }).focus();
  await pictures(tablet, 'biologist-card');
  await tablet.getByRole('checkbox', { name: 'Sélectionner tout Ionogramme sanguin' }).check();
  await tablet.getByRole('button', { name: 'Valider la sélection' }).click();
  await expect(tablet.getByRole('dialog')).toContainText('Vous signez');
  await pictures(tablet, 'biologist-sign');
  await tablet.context().close();

  const { api } = await apiOf('p.gerard');
  for (const accessionNumber of [urgent, ordinary]) {
    const { decisionId } = await validateAll(api, accessionNumber);
    await api.validation.sendNow.mutate({ decisionId });
  }

  const ward = await opened(browser, DESK, 'e.marchal');
  const row = ward
    .getByRole('region', { name: /^Critique/ })
    .getByRole('link', { name: /DOMINIQUE/ })
    .first();
  await expect(row).toBeVisible();
  await pictures(ward, 'prescriber-list');
  await row.press('Enter');
  await expect(ward.getByRole('article')).toContainText('6,9');
  await pictures(ward, 'prescriber-report');
  await ward.context().close();

  const { page: phone } = await watchedPage(browser, { viewport: PHONE, isMobile: true, hasTouch: true });
  await followLinkTo(phone, email);
  await expect(phone.getByRole('heading', { name: 'Entrer dans votre espace' })).toBeVisible();
  await pictures(phone, 'patient-door');
  await bornOn(phone, '14', '06', '1985');
  await phone.getByRole('button', { name: 'Recevoir un code' }).click();
  await phone.getByLabel('Code à six chiffres').fill(await codeSentTo(phone, '0639980044'));
  await phone.getByRole('button', { name: 'Entrer' }).click();
  await expect(phone.getByText('Ferritine').first()).toBeVisible();
  await pictures(phone, 'patient-results');
  await phone.context().close();

  const manager = await opened(browser, DESK, 'f.delmas');
  await expect(manager.getByRole('region', { name: 'De la réception à la lecture' })).toBeVisible();
  await manager.getByRole('group', { name: 'Période' }).getByText('30 jours').click();
  await expect(manager.getByRole('main')).toHaveAttribute('aria-busy', 'false');
  await expect(manager.getByRole('region', { name: 'Dossiers reçus par jour' })).toBeVisible();
  await pictures(manager, 'manager-activity');
  await manager.context().close();

  const administrator = await opened(browser, DESK, 's.perrin');
  await administrator
    .getByRole('region', { name: 'Messages' })
    .getByRole('row', { name: /→ reçu/ })
    .first()
    .getByRole('button')
    .click();
  await expect(administrator.getByRole('heading', { level: 2 }).last()).toBeVisible();
  await pictures(administrator, 'administrator-exchanges');
  await administrator.context().close();
});

async function opened(browser: Browser, viewport: { width: number; height: number }, login: string): Promise<Page> {
  const { page } = await watchedPage(browser, { viewport });
  await enter(page, login);
  return page;
}

/** By day under this name, by night with `-night`; fails when the page is wider than its screen. */
async function pictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Two drawings later everything has its new colours.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.screenshot({ path: join(PICTURES, `${name}${colorScheme === 'dark' ? '-night' : ''}.png`), caret: 'hide' });
    if (RENEWS_README && colorScheme === 'light' && IN_README[name])
      await page.screenshot({ path: join('docs', 'screenshots', `${IN_README[name]}.png`), caret: 'hide' });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(wider, `${name} is wider than its screen by`).toBeLessThanOrEqual(0);
}
