import { expect, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { freshAccessionNumber, receivedAbout, send } from '../support/lis';
import { DEMO_PASSWORD, enter } from '../support/persons';
import { expectAccessible, expectNoTrouble, expectTouchable, watchedPage } from '../support/watch';

const SODIUM = { code: 'NA', label: 'Sodium', loincCode: '2951-2', unit: 'mmol/L', range: '136-145' };

/** A dossier of one sodium, of a patient of its own. */
async function arrives(birthFamilyName: string, value: string, flag: string, accessionNumber = freshAccessionNumber()): Promise<string> {
  const patient = { identifier: accessionNumber.slice(-7), birthFamilyName, givenNames: ['SACHA'], birthDate: '1979-03-28', ins: null };
  expect(await send(testMessage({ accessionNumber, sentAt: new Date(), patient, results: [{ ...SODIUM, value, flag }] }))).toBe('AA');
  return accessionNumber;
}

test('dull dossiers are read on one sheet and signed by one proof; what stands out or has changed stays behind, by name; one is taken back', async ({
  browser,
}) => {
  const tablet = await watchedPage(browser, { viewport: { width: 1024, height: 768 }, hasTouch: true });
  const { page } = tablet;
  const run = String(Date.now() % 100_000);
  const name = (which: string) => `LOT${run}-${which}`;
  const first = await arrives(name('UN'), '140', 'N');
  const second = await arrives(name('DEUX'), '141', 'N');
  const third = await arrives(name('TROIS'), '142', 'N');
  await arrives(name('QUATRE'), '150', 'H');

  await test.step('she picks four lines, by touch and by key', async () => {
    await enter(page, 'k.haddad');
    const search = page.getByRole('searchbox', { name: /Chercher/ });
    await expect(async () => {
      await search.fill('');
      await search.fill(`LOT${run}`);
      await expect(page.getByRole('link', { name: new RegExp(`LOT${run}`) })).toHaveCount(4, { timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Choisir', exact: true }).click();
    for (const which of ['UN', 'DEUX', 'TROIS']) await page.getByRole('checkbox', { name: new RegExp(`Choisir ${name(which)}`) }).click();
    await page.getByRole('link', { name: new RegExp(name('QUATRE')) }).focus();
    await page.keyboard.press('b');
    await expect(page.getByText('4 dossiers choisis')).toBeVisible();
    await expectAccessible(tablet);
    await expectTouchable(tablet);
    await page.getByRole('button', { name: 'Lire ensemble' }).click();
  });

  await test.step('every result is on the sheet; one dossier is not for it, and says why', async () => {
    for (const which of ['UN', 'DEUX', 'TROIS']) {
      const dossier = page.getByRole('region', { name: new RegExp(name(which)) });
      await dossier.scrollIntoViewIfNeeded();
      await expect(dossier.getByText('✓ Affiché en entier.')).toBeVisible();
    }
    await expect(
      page.getByRole('region', { name: new RegExp(name('QUATRE')) }).getByText(/Ne se signe pas avec d’autres.*hors des valeurs de référence/),
    ).toBeVisible();
    await expectAccessible(tablet);
    await expectTouchable(tablet);
    await page.getByRole('button', { name: /^Signer 3\sdossiers sur 4/ }).click();
  });

  await test.step('one is corrected by the LIS while the sheet is open', async () => {
    const sheet = page.getByRole('dialog', { name: /Signer 3\sdossiers/ });
    await expect(sheet.getByText(name('QUATRE'))).toBeVisible();
    await expectAccessible(tablet);
    await arrives(name('TROIS'), '139', 'N', third);
    await expect(page.getByText('Correction reçue')).toHaveCount(0);
    await page.waitForResponse((response) => response.url().includes('validation.worklist'));
    await sheet.getByLabel('Votre mot de passe').fill(DEMO_PASSWORD);
    await sheet.getByRole('button', { name: 'Signer', exact: false }).last().click();
    await expect(page.getByText(new RegExp(`2\\sdossiers signés ensemble. Laissé de côté.*${name('TROIS')}.*a changé entre-temps`))).toBeVisible();
  });

  await test.step('one of the two is taken back, the other leaves', async () => {
    await expect(page.getByRole('button', { name: 'Annuler les 2 signatures' })).toBeVisible();
    await page.getByText('Annuler un seul dossier').click();
    await page.getByRole('button', { name: new RegExp(`Annuler, ${name('DEUX')}`) }).click();
    await expect(page.getByText(/signature annulée à .*Rien n’a été diffusé/)).toBeVisible();
    await expect.poll(async () => (await receivedAbout(first, 'decision')).length, { timeout: 60_000 }).toBe(1);
    expect(await receivedAbout(second, 'decision')).toEqual([]);
    expect(await receivedAbout(third, 'decision')).toEqual([]);
  });
  await expectNoTrouble(tablet);
});
