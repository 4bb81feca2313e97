import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { type TestMessage, testMessage } from '../../server/simulator/test-message';
import { apiOf } from '../support/api';
import { withBooks } from '../support/books';
import { validateAll } from '../support/decide';
import { freshAccessionNumber, send } from '../support/lis';
import { bornOn, followLinkTo } from '../support/patient-door';
import { watchedPage } from '../support/watch';

const PHONE = { viewport: { width: 390, height: 844 } };
const CLOSED_DOOR = /Failed to load resource: the server responded with a status of 40[134]/;
const PASSWORD = 'des marrons chauds en novembre';

/** A telephone that recognises its person. */
async function authenticator(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return session;
}

test('a patient makes herself an access after a notice, comes back by her telephone, by password and code, and recovers it', async ({ browser }) => {
  const [identifier, phone] = [freshAccessionNumber(), '0639980066'];
  const email = `acces.${identifier}@courriel.example`;
  await released({
    patient: { identifier, birthFamilyName: 'ESSAI-ACCES', givenNames: ['LOU'], birthDate: '1990-02-03', ins: null, email, mobilePhone: phone },
  });

  const { page, troubles } = await watchedPage(browser, PHONE);
  await authenticator(page);
  await followLinkTo(page, email);
  await bornOn(page, '3', '2', '1990');
  await page.getByRole('button', { name: 'Recevoir un code' }).click();
  await page.getByLabel('Code à six chiffres').fill(await codeSentTo(phone));
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();

  await expect(page.getByRole('heading', { name: 'Que ce téléphone vous reconnaisse' })).toBeVisible();
  await page.getByRole('button', { name: 'Activer sur ce téléphone' }).click();
  await expect(page).toHaveURL(/\/mes-resultats\/[0-9a-f-]{36}$/);

  await page.goto('/mes-resultats/compte');
  await expect(page.getByText('Mon téléphone')).toBeVisible();
  await page.getByRole('button', { name: /Confirmer.*Adresse e-mail/ }).click();
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByRole('button', { name: 'Recevoir un code' }).click();
  await expect(page.getByText('Un code vient de partir à cette adresse.')).toBeVisible();
  await page.getByLabel('Code à six chiffres').fill(await codeSentTo(email));
  await page.getByRole('button', { name: 'Confirmer', exact: true }).click();
  await expect(page.getByText(email)).toBeVisible();
  await page.getByRole('button', { name: 'Choisir un mot de passe' }).click();
  await page.getByLabel('Nouveau mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Choisir ce mot de passe' }).click();
  await expect(page.getByText(/Mot de passe choisi le/)).toBeVisible();

  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByRole('button', { name: 'Entrer avec ma clé d’accès' }).click();
  await expect(page.getByRole('heading', { name: 'Vos résultats' })).toBeVisible();

  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByRole('button', { name: 'Adresse e-mail et mot de passe' }).click();
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await expect(page.getByRole('heading', { name: 'Le second code' })).toBeVisible();
  await page.getByLabel('Code à six chiffres').fill(await codeSentTo(phone));
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Vos résultats' })).toBeVisible();

  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByRole('button', { name: 'Je n’arrive plus à entrer' }).click();
  await page.getByLabel('Adresse e-mail').fill(email);
  await bornOn(page, '3', '2', '1990');
  await page.getByRole('button', { name: 'Recevoir les deux codes' }).click();
  await expect(page.getByRole('heading', { name: 'Les deux codes' })).toBeVisible();
  await page.getByLabel('Code reçu par e-mail').fill(await codeSentTo(email));
  await page.getByLabel('Code reçu par SMS').fill(await codeSentTo(phone));
  await page.getByRole('button', { name: 'Rétablir mon accès' }).click();
  await expect(page.getByRole('heading', { name: 'Que ce téléphone vous reconnaisse' })).toBeVisible();
  await page.getByRole('button', { name: 'Plus tard' }).click();
  await expect(page.getByRole('heading', { name: 'Vos résultats' })).toBeVisible();
  await page.context().close();
  expect(troubles.filter((trouble) => !CLOSED_DOOR.test(trouble))).toEqual([]);
});

test('an invented code of the laboratory opens nothing, and is refused without telling what was wrong', async ({ browser }) => {
  const { page, troubles } = await watchedPage(browser, PHONE);
  await page.goto('/mes-resultats');
  await page.getByRole('button', { name: 'J’ai un code du laboratoire' }).click();
  await page.getByLabel('Code', { exact: true }).fill('aaaa-bbbb-cccc');
  await bornOn(page, '3', '2', '1990');
  await page.getByRole('button', { name: 'Continuer' }).click();
  await expect(page.getByText('Le code ou la date de naissance ne correspond pas. Il vous reste 2 essais.')).toBeVisible();
  await page.context().close();
  expect(troubles.filter((trouble) => !CLOSED_DOOR.test(trouble))).toEqual([]);
});

async function released(given: Partial<TestMessage>): Promise<void> {
  const accessionNumber = freshAccessionNumber();
  expect(await send(testMessage({ accessionNumber, sentAt: new Date(), ...given }))).toBe('AA');
  const { api } = await apiOf('h.marchetti');
  const { decisionId } = await validateAll(api, accessionNumber);
  await api.validation.sendNow.mutate({ decisionId });
  const count = () =>
    withBooks(async (sql) => (await sql`select 1 from report r join dossier d on d.id = r.dossier_id where d.accession_number = ${accessionNumber}`).length);
  await expect.poll(count, { message: 'the report is released' }).toBe(1);
}

/** The newest code of the outbox for this address; never one that was read before. */
const read = new Set<string>();
async function codeSentTo(address: string): Promise<string> {
  const code = () =>
    withBooks(async (sql) => {
      const [row] = await sql<{ body: string }[]>`
        select body from outbox_message where recipient = ${address} and body ~ 'votre code est' order by created_at desc, id desc limit 1`;
      const found = /\b(\d{6})\b/.exec(row?.body ?? '')?.[1] ?? '';
      return read.has(`${address} ${found}`) ? '' : found;
    });
  await expect.poll(code, { message: `a new code is sent to ${address}` }).not.toBe('');
  const found = await code();
  read.add(`${address} ${found}`);
  return found;
}
