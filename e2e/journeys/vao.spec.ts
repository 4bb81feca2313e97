import { expect, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { apiOf } from '../support/api';
import { freshAccessionNumber, receivedAbout, send } from '../support/lis';
import { answering, apiIn } from '../support/on-duty';
import { pdfBehind, textOfPdf } from '../support/pdf';
import { DEMO_PASSWORD, enter } from '../support/persons';
import { expectAccessible, expectNoTrouble, expectTouchable, watchedPage } from '../support/watch';

const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true };
const BOTH = { themes: ['light', 'dark'] } as const;
const proof = { method: 'password' as const, password: DEMO_PASSWORD };

/** What the laboratory says normal and no rule finds anything in. */
const arrives = async (accessionNumber: string): Promise<void> => {
  const patient = { identifier: accessionNumber.slice(-7), birthFamilyName: 'ESSAI-VAO', givenNames: ['SACHA'], birthDate: '1979-03-28', ins: null };
  const results = [{ value: '4.2', flag: 'N', range: '3.5-5.1' }];
  expect(await send(testMessage({ accessionNumber, sentAt: new Date(), priority: 'routine', patient, results }))).toBe('AA');
};

test('VAO: accepted in words that were signed, done in her name and said so everywhere, looked at blind, stopped at once', async ({ browser }) => {
  test.setTimeout(240_000);
  const { login } = await answering((await apiOf('h.marchetti')).api, 'Valmont');
  const tablet = await watchedPage(browser, TABLET);
  const { page } = tablet;
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const confirm = async (title: string) => {
    await dialog(title).getByLabel('Votre mot de passe').fill(DEMO_PASSWORD);
    await dialog(title).getByRole('button', { name: 'Confirmer' }).click();
    await expect(dialog(title)).toBeHidden();
  };
  await enter(page, login);
  const api = await apiIn(tablet);
  const [first, second] = [freshAccessionNumber(), freshAccessionNumber()];
  const decisionOn = async (accessionNumber: string) =>
    (await api.autoverification.state.query()).lately.decisions.find((one) => one.accessionNumber === accessionNumber);

  await test.step('off as it is delivered; she accepts for her duty, in words that she reads before she signs', async () => {
    const set = (await api.rules.list.query()).find(({ laboratory }) => laboratory.includes('Valmont'));
    if (set && !set.approval) await api.rules.approve.mutate({ versionId: set.versionId, contentHash: set.contentHash, proof });
    await page.goto('/vao');
    await expect(page.getByText('Arrêtée partout : rien n’est validé automatiquement.')).toBeVisible();
    await page.getByRole('button', { name: /^Accepter pour ma garde/ }).click();
    const form = dialog('Accepter la validation automatique');
    const { laboratories, chapters } = await api.autoverification.state.query();
    const valmont = laboratories.find(({ sites }) => sites.some(({ name }) => name === 'Valmont'));
    const chapter = chapters.find(({ tests }) => tests.some(({ code }) => code === '2823-3'));
    await form.getByLabel('Laboratoire').selectOption(valmont?.id ?? '');
    await form.getByRole('checkbox', { name: new RegExp(`^${chapter?.label ?? '—'}`) }).check();
    await form.getByLabel('Dossiers relus, sur cent').selectOption('100');
    await expect(form.getByText(/automatiquement\./).first()).toBeVisible();
    await expectAccessible(tablet, BOTH);
    await page.screenshot({ path: test.info().outputPath('accept.png') });
    await form.getByRole('button', { name: 'Lire ce que je signe' }).click();
    const words = dialog('Ce que vous signez');
    await expect(words.getByText(/j’accepte que.*soient validés automatiquement en mon nom, sans que je les aie lus/s)).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('words.png') });
    await words.getByRole('button', { name: 'Signer' }).click();
    await confirm('Signer l’acceptation');
    await expect(page.getByRole('region', { name: 'Acceptations' }).getByText('en vigueur').first()).toBeVisible();
    // An acceptance alone starts nothing: each switch is put on by somebody who proves that she is there.
    for (const subject of [
      { scope: 'rule-set' as const, subjectId: valmont?.rules?.id ?? '' },
      { scope: 'site' as const, subjectId: valmont?.sites.find(({ name }) => name === 'Valmont')?.id ?? '' },
    ])
      await api.autoverification.switchOn.mutate({ ...subject, proof });
    await page.getByRole('button', { name: /^Remettre en marche.*Partout/ }).click();
    await confirm('Remettre en marche');
    await expect(page.getByText(/^Acceptée en ce moment par/)).toBeVisible();
    await expectTouchable(tablet);
    await expectAccessible(tablet, BOTH);
    await page.screenshot({ path: test.info().outputPath('accepted.png'), fullPage: true });
  });

  await test.step('a dossier without a flag leaves in her name after the time to undo: said on the page, the card, the message to the LIS', async () => {
    await arrives(first);
    await expect.poll(async () => (await receivedAbout(first, 'decision')).length, { timeout: 60_000 }).toBe(1);
    expect((await receivedAbout(first, 'decision'))[0]?.text).toMatch(/Validation automatique accept/);
    await expect(page.getByRole('region', { name: 'Depuis vingt-quatre heures' }).getByText(first)).toBeVisible({ timeout: 20_000 });
    const made = await decisionOn(first);
    expect(made?.state).toBe('effective');
    await page.goto(`/worklist?dossier=${made?.dossierId ?? ''}`);
    await expect(
      page
        .getByRole('main')
        .getByText(/validé automatiquement|validation automatique/i)
        .first(),
    ).toBeVisible();
    await expectAccessible(tablet, BOTH);
    await page.screenshot({ path: test.info().outputPath('card.png') });
  });

  await test.step('a sample is looked at blind: no name, nothing of what was done before she has said what she would have done', async () => {
    await page.goto('/vao');
    const samples = page.getByRole('region', { name: 'Échantillon relu' });
    await samples
      .getByRole('button', { name: /^Relire : Valmont/ })
      .first()
      .click();
    const look = dialog('Auriez-vous validé ce dossier ?');
    await expect(look.getByText('Potassium')).toBeVisible();
    await expect(look).not.toContainText(/ESSAI-VAO|SACHA|automatique/i);
    await expectAccessible(tablet, BOTH);
    await page.screenshot({ path: test.info().outputPath('sample.png') });
    await look.getByLabel('Remarque').fill('Échantillon sans heure de centrifugation.');
    await look.getByRole('button', { name: 'Je n’aurais pas validé' }).click();
    await expect(look.getByText(/Ce dossier avait été validé automatiquement.*désaccord/)).toBeVisible();
    await look.getByRole('button', { name: 'Fermer' }).last().click();
    await expect(samples.getByText(/1 sur 1, soit 100/)).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('rates.png'), fullPage: true });
  });

  await test.step('stopped by one press while the next one waits for its effect: nothing of it leaves, and it waits for a person', async () => {
    await arrives(second);
    await expect.poll(async () => (await decisionOn(second))?.state, { timeout: 8_000, intervals: [200] }).toBe('pending');
    await page.getByRole('button', { name: /^Arrêter.*Partout/ }).click();
    await expect(page.getByText('Arrêtée partout : rien n’est validé automatiquement.')).toBeVisible();
    await expect.poll(async () => (await decisionOn(second))?.state, { timeout: 40_000 }).toBe('cancelled');
    await expect(page.getByText('gardé pour un biologiste, rien n’est parti').first()).toBeVisible({ timeout: 20_000 });
    expect(await receivedAbout(second, 'decision')).toEqual([]);
    await page.goto('/worklist');
    await expect(async () => {
      await page.getByRole('searchbox', { name: /Chercher/ }).fill('');
      await page.getByRole('searchbox', { name: /Chercher/ }).fill(second);
      await expect(page.getByRole('link', { name: /ESSAI-VAO SACHA/ })).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 40_000 });
  });

  await test.step('left as it was delivered: ended and off', async () => {
    await page.goto('/vao');
    await page.getByRole('button', { name: /^Terminer l’acceptation/ }).click();
    await expect(page.getByRole('button', { name: /^Terminer l’acceptation/ })).toHaveCount(0);
    expect((await api.autoverification.state.query()).everything.isOn).toBe(false);
  });
  await expectNoTrouble(tablet);

  await test.step('the ward reads it on the report and on paper', async () => {
    const ward = await watchedPage(browser, TABLET);
    await enter(ward.page, 'e.marchal');
    await ward.page
      .getByRole('link', { name: /ESSAI-VAO/ })
      .first()
      .press('Enter');
    await expect(ward.page.getByRole('article')).toContainText(/validation automatique acceptée pour cette garde/);
    await expectAccessible(ward, BOTH);
    const text = textOfPdf(await pdfBehind(ward.page, () => ward.page.getByRole('button', { name: 'PDF' }).click()));
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/validation automatique acceptée pour cette garde/);
    await expectNoTrouble(ward);
  });
});
