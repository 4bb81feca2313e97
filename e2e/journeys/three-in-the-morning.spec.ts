import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { apiOf } from '../support/api';
import { freshAccessionNumber, receivedAbout, send } from '../support/lis';
import { DEMO_PASSWORD, enter } from '../support/persons';
import { expectAccessible, expectNoTrouble, expectTouchable, watchedPage } from '../support/watch';

const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true };
const PATIENT = { identifier: '0093001', birthFamilyName: 'ESSAI-LUNE', givenNames: ['CAMILLE'], birthDate: '1985-06-14', ins: null };

/** Presses as a finger does, and counts: a tired biologist has six taps for this. */
class Finger {
  taps = 0;
  constructor(readonly page: Page) {}
  async tap(target: ReturnType<Page['getByRole']>): Promise<void> {
    this.taps += 1;
    await target.tap();
  }
}

/** What other journeys left to be announced, a colleague has announced: only the most pressing call stands over the open dossier. */
async function announceTheOthers(): Promise<void> {
  const { api } = await apiOf('k.haddad');
  const { calls } = await api.alert.calls.query();
  for (const { dossierId, callId } of calls) {
    const { open } = await api.alert.ofDossier.query({ dossierId });
    const readBack = (open?.values ?? []).map(({ observationVersionId, value }) => ({ observationVersionId, repeated: value }));
    const taken = { isIdentityRepeated: true, spokenTo: 'Dr Samuel KELLER', quality: 'médecin de garde', place: '', number: '' };
    await api.alert.close.mutate({ callId, readBack, ...taken, idempotencyKey: randomUUID() });
  }
}

test('3 a.m., potassium 6.9: decided, announced, repeated, closed, in six taps', async ({ browser }) => {
  const tablet = await watchedPage(browser, TABLET);
  const { page } = tablet;
  const card = page.getByRole('main');
  const finger = new Finger(page);
  const number = freshAccessionNumber();
  await announceTheOthers();
  await enter(page, 'h.marchetti');
  const result = { value: '6.9', flag: 'HH', notes: ['Repassé : 6.8 mmol/L.'] };
  expect(await send(testMessage({ accessionNumber: number, sentAt: new Date(), priority: 'stat', patient: PATIENT, results: [result] }))).toBe('AA');
  await page.getByRole('searchbox', { name: /Chercher/ }).fill(number);

  await test.step('she opens it, signs it whole, and lets it go', async () => {
    await finger.tap(page.getByRole('link', { name: /ESSAI-LUNE CAMILLE/ }));
    await expect(card.getByText(`dossier ${number}`)).toBeVisible();
    await finger.tap(page.getByRole('button', { name: 'Valider tout' }));
    const sheet = page.getByRole('dialog', { name: 'Signer la validation' });
    await sheet.getByLabel('Votre mot de passe').fill(DEMO_PASSWORD);
    await finger.tap(sheet.getByRole('button', { name: 'Signer' }));
    await expect.poll(async () => (await receivedAbout(number, 'decision')).length, { timeout: 30_000 }).toBe(1);
  });

  const call = page.getByRole('dialog', { name: 'Appel critique' });
  await test.step('what is to be announced is over whatever dossier is open, one tap from the call', async () => {
    const own = page.getByRole('region', { name: 'Appel critique' }).getByRole('button', { name: 'Appeler' });
    const elsewhere = page
      .getByRole('region', { name: 'Résultat critique à annoncer' })
      .filter({ hasText: 'ESSAI-LUNE' })
      .getByRole('button', { name: 'Appeler' });
    await expect(own.or(elsewhere).first()).toBeVisible();
    await expectTouchable(tablet);
    await finger.tap(own.or(elsewhere).first());
    await expect(call).toContainText('ESSAI-LUNE CAMILLE');
    await expectAccessible(tablet, { themes: ['light', 'dark'] });
  });

  await test.step('a value repeated wrongly keeps the call open; rightly repeated it closes, with who took it', async () => {
    const close = call.getByRole('button', { name: /Clore l’appel/ });
    await finger.tap(call.getByRole('checkbox', { name: 'répété' }));
    await call.getByLabel('Potassium répété').fill('9,6');
    await expect(call.getByText(/≠ 9,6 au lieu de 6,9/)).toBeVisible();
    await expect(close).toBeDisabled();
    await call.getByLabel('Potassium répété').fill('6.9');
    await call.getByLabel('Interlocuteur').fill('Dr Samuel KELLER');
    await call.getByLabel('Qualité').fill('médecin de garde, réanimation');
    await finger.tap(close);
    await expect(call).toBeHidden();
    await expect(card.getByText(/Annoncé .* à Dr Samuel KELLER \(médecin de garde, réanimation\).*relecture concordante/).first()).toBeVisible();
    expect(finger.taps).toBeLessThanOrEqual(6);
  });
  await expectNoTrouble(tablet);
});
