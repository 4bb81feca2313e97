import { expect, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { apiOf } from '../support/api';
import { validateAll } from '../support/decide';
import { freshAccessionNumber, send } from '../support/lis';
import { bornOn, codeSentTo, followLinkTo } from '../support/patient-door';
import { DEMO_PASSWORD, enter } from '../support/persons';
import { expectAccessible, expectNoTrouble, expectTouchable, watchedPage } from '../support/watch';

const WARD_PC = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const BOTH = { themes: ['light', 'dark'] } as const;

const accessionNumber = freshAccessionNumber();
const SOLANGE = {
  identifier: '0092001',
  birthFamilyName: 'ESSAI-AURORE',
  givenNames: ['SOLANGE'],
  birthDate: '1968-09-03',
  ins: null,
  mobilePhone: '0639980088',
  email: 'solange.essai-aurore@courriel.example',
};

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  // Asked for by somebody else, for a consultant: neither of the two readers below has any ground of his own.
  const encounter = { ward: 'EXT', patientClass: 'O' as const };
  expect(
    await send(
      testMessage({ accessionNumber, sentAt: new Date(), patient: SOLANGE, encounter, prescriberRpps: '99900003042', results: [{ value: '4.4', flag: 'N' }] }),
    ),
  ).toBe('AA');
  const { api } = await apiOf('h.marchetti');
  await validateAll(api, accessionNumber);
});

test('the patient shows a code, the doctor reads for an hour, and the patient sees it and stops it', async ({ browser }) => {
  const phone = await watchedPage(browser, PHONE);
  const ward = await watchedPage(browser, WARD_PC);
  const { page: hers } = phone;
  const { page: his } = ward;
  await followLinkTo(hers, SOLANGE.email);
  await bornOn(hers, '03', '09', '1968');
  await hers.getByRole('button', { name: 'Recevoir un code' }).click();
  await hers.getByLabel('Code à six chiffres').fill(await codeSentTo(hers, SOLANGE.mobilePhone));
  await hers.getByRole('button', { name: 'Entrer' }).click();
  await expect(hers).toHaveURL(/\/mes-resultats\//);
  await hers.goto('/mes-resultats');
  const block = hers.getByRole('region', { name: 'Montrer à un soignant' });
  await block.getByRole('button', { name: 'Faire un code' }).click();
  const spoken = await block.getByText(/^Code\s: \d( \d){5}$/).innerText();
  const code = spoken.replaceAll(/\D/g, '');
  await expectAccessible(phone, BOTH);
  await expectTouchable(phone);

  await enter(his, 'c.aubin');
  await expect(his.getByText('ESSAI-AURORE')).toHaveCount(0);
  await his.getByRole('button', { name: 'Accès avec le patient' }).click();
  const dialog = his.getByRole('dialog', { name: 'Accès avec le patient' });
  await expectAccessible(ward, BOTH);
  await dialog.getByLabel('Code dicté par le patient').fill(code);
  await bornOn(his, '03', '09', '1968');
  await dialog.getByRole('button', { name: 'Ouvrir la lecture' }).click();
  await expect(his.getByRole('status', { name: 'Accès ouverts pour une heure' })).toContainText(/Avec le patient.*ESSAI-AURORE SOLANGE/);
  await his
    .getByRole('link', { name: /ESSAI-AURORE SOLANGE/ })
    .first()
    .press('Enter');
  await expect(his.getByRole('article')).toContainText('4,4');
  await expectAccessible(ward);

  await expect(block).toContainText(/Utilisé à \d\d:\d\d par Dr Claire AUBIN, médecin/);
  await block.getByRole('button', { name: 'Arrêter' }).click();
  await expect(block).toContainText('Code terminé. Il n’ouvre plus rien.');
  await his.reload();
  await expect(his.getByText('Ce dossier n’existe pas ou ne vous est pas ouvert.')).toBeVisible();
  await expectNoTrouble(phone);
});

test('in an emergency a doctor opens one patient, under a banner, and the medical administrator closes the review', async ({ browser }) => {
  const ward = await watchedPage(browser, WARD_PC);
  const { page } = ward;
  await enter(page, 'e.marchal');
  await page.getByRole('button', { name: 'Accès d’urgence' }).click();
  const dialog = page.getByRole('dialog', { name: 'Accès d’urgence' });
  await dialog.getByLabel('Nom de naissance, en entier').fill('Essai Aurore');
  await bornOn(page, '03', '09', '1968');
  await dialog.getByRole('button', { name: 'Chercher ce patient' }).click();
  await expect(dialog).toContainText('ESSAI-AURORE SOLANGE, née le 03/09/1968, IPP 0092001');
  await dialog.getByLabel('Motif').selectOption('Urgence vitale');
  await dialog.getByLabel('En vos mots').fill('Malaise aux urgences, patiente confuse.');
  await expectAccessible(ward, BOTH);
  await dialog.getByRole('button', { name: 'Ouvrir pour une heure' }).click();
  const password = page.getByLabel('Votre mot de passe');
  await password.fill(DEMO_PASSWORD);
  await password.press('Enter');
  await expect(page.getByRole('dialog'), 'proven and opened, both dialogs go').toHaveCount(0);
  const banner = page.getByRole('status', { name: 'Accès ouverts pour une heure' });
  await expect(banner).toContainText(/Accès d’urgence ouvert pour ESSAI-AURORE SOLANGE jusqu’à \d\d:\d\d. Chaque lecture est tracée et revue./);
  await page
    .getByRole('link', { name: /ESSAI-AURORE SOLANGE/ })
    .first()
    .press('Enter');
  await expect(page.getByRole('article')).toContainText('4,4');
  await expect(banner).toContainText('ESSAI-AURORE');
  await expectAccessible(ward, BOTH);

  const desk = await watchedPage(browser, WARD_PC);
  await enter(desk.page, 'j.roussel');
  await desk.page.goto('/break-glass');
  const entry = desk.page.getByRole('article', { name: /Élise MARCHAL/ }).first();
  await expect(entry).toContainText('Malaise aux urgences, patiente confuse.');
  await expect(entry).toContainText(`Dossier ${accessionNumber}, version 1, écran`);
  await expect(desk.page.getByText(/4,4|ESSAI-AURORE/), 'neither name nor result').toHaveCount(0);
  await expectAccessible(desk, BOTH);
  await entry.getByLabel('Justifié', { exact: true }).check();
  await entry.getByLabel('Ce que la revue a établi').fill('Passage aux urgences vérifié.');
  await entry.getByRole('button', { name: 'Clore la revue et fermer l’accès' }).click();
  await expect(entry).toContainText(/Revu le .* par Jeanne ROUSSEL/);
  await expect(banner.getByText('ESSAI-AURORE')).toHaveCount(0, { timeout: 40_000 });
  await expectNoTrouble(desk);
});
