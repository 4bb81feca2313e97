import { randomBytes } from 'node:crypto';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { newId, sha256 } from '../../server/platform/ids';
import { type TestMessage, testMessage } from '../../server/simulator/test-message';
import { apiOf } from '../support/api';
import { withBooks } from '../support/books';
import { validateAll } from '../support/decide';
import { freshAccessionNumber, send } from '../support/lis';
import { DEMO_PASSWORD, enter } from '../support/persons';
import { place } from '../support/place';
import { watchedPage } from '../support/watch';

const PHONE = { viewport: { width: 390, height: 844 } };
const flag = { code: 'INVISIBLE_REP_LEGAUX', label: 'Non visible par les représentants', valueType: 'CE' as const, value: 'Y', status: 'F' };

test('the desk grants, the parent reads for the child, nothing tells of a protected dossier, and a revocation closes at once', async ({ browser }) => {
  const child = { identifier: freshAccessionNumber(), birthFamilyName: 'ESSAI-ENFANT', givenNames: ['LUCAS'], birthDate: '2018-05-05', ins: null, email: '' };
  const shown = await released({ patient: child });
  await released({ patient: child, results: [{}, flag] });
  const parent = await released({
    patient: { identifier: freshAccessionNumber(), birthFamilyName: 'ESSAI-MERE', givenNames: ['SYLVIE'], birthDate: '1980-01-01', ins: null, email: '' },
  });

  const desk = await deskOf(browser);
  await openFileOf(desk, child.identifier);
  await desk.getByRole('button', { name: 'Donner un accès à un représentant' }).click();
  await desk.getByLabel('Lien').fill('mère');
  await desk.getByLabel('Nom', { exact: true }).fill('ESSAI-MERE');
  await desk.getByLabel('Prénom').fill('Sylvie');
  await desk.getByRole('form', { name: 'Donner un accès' }).getByLabel('Date de naissance').fill('1980-01-01');
  await desk.getByLabel('Pièce vue').fill('livret de famille');
  await desk.getByRole('button', { name: 'Donner cet accès' }).click();
  await desk.getByLabel('Votre mot de passe').fill(DEMO_PASSWORD);
  await desk.getByRole('button', { name: 'Confirmer' }).click();
  await expect(desk.getByText('N’est pas encore entré.')).toBeVisible();
  await desk.getByRole('button', { name: 'Imprimer son code d’accès' }).click();
  const slip = desk.getByRole('article', { name: 'Code d’accès' });
  await expect(slip).toContainText(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  await expect(slip).not.toContainText('1980');
  await desk.getByRole('button', { name: 'Fermer' }).click();

  const reader = await enrolled(browser, { parentId: parent.patientId, childId: shown.patientId });
  await reader.goto('/mes-resultats/acces');
  await expect(reader.getByText('Jusqu’à ses 18 ans, hors dossiers protégés')).toBeVisible();
  // Chosen by the server's answer: the page is another person's then.
  await reader.getByLabel(/LUCAS ESSAI-ENFANT/).click();
  await expect(reader.getByText('Vous lisez les résultats de').locator('..')).toContainText('LUCAS ESSAI-ENFANT');
  await reader.getByRole('link', { name: 'Mes résultats' }).click();
  await expect(reader.getByRole('link', { name: /Lire ce compte rendu/ }), 'the protected dossier is not even a gap').toHaveCount(1);
  await reader.getByRole('link', { name: /Lire ce compte rendu/ }).click();
  await expect(reader.getByText('Potassium').first()).toBeVisible();

  await openFileOf(desk, child.identifier);
  await desk.getByRole('button', { name: 'Retirer cet accès' }).click();
  await desk.getByLabel('Motif du retrait').fill('demande de la famille');
  await desk.getByRole('button', { name: 'Retirer', exact: true }).click();
  await desk.getByLabel('Votre mot de passe').fill(DEMO_PASSWORD);
  await desk.getByRole('button', { name: 'Confirmer' }).click();
  await expect(desk.getByText(/^Retiré, depuis/)).toBeVisible();
  await reader.reload();
  await expect(reader.getByText('Potassium')).toHaveCount(0);
  await desk.context().close();
  await reader.context().close();
});

test('a parent reads nothing once the child is of age, whatever the row says', async ({ browser }) => {
  const grown = await released({
    patient: { identifier: freshAccessionNumber(), birthFamilyName: 'ESSAI-GRAND', givenNames: ['JEANNE'], birthDate: '2004-05-05', ins: null, email: '' },
  });
  const parent = await released({
    patient: { identifier: freshAccessionNumber(), birthFamilyName: 'ESSAI-PERE', givenNames: ['MARC'], birthDate: '1975-01-01', ins: null, email: '' },
  });
  await withBooks(
    (sql) => sql`insert into representation (id, patient_id, kind, family_name, given_name, birth_date, relation, valid_from, granted_by, evidence, granted_at)
      select ${newId()}, ${grown.patientId}, 'parent', 'ESSAI-PERE', 'Marc', '1975-01-01', 'père', now() - interval '10 years', u.id, 'livret', now() - interval '10 years'
      from user_account u where u.login = 'l.fabre'`,
  );
  const reader = await enrolled(browser, { parentId: parent.patientId, childId: grown.patientId });
  await reader.goto('/mes-resultats/acces');
  await expect(reader.getByLabel(/Moi, MARC ESSAI-PERE/)).toBeChecked();
  await expect(reader.getByText(/JEANNE/)).toHaveCount(0);
  await reader.context().close();
});

test('a patient asks for a correction, the desk answers, the patient reads the answer', async ({ browser }) => {
  const identifier = freshAccessionNumber();
  const own = await released({
    patient: { identifier, birthFamilyName: 'ESSAI-DEMANDE', givenNames: ['ANNE'], birthDate: '1971-02-03', ins: null, email: '' },
  });
  const patient = await enrolled(browser, { parentId: own.patientId });
  await patient.goto('/mes-resultats/donnees');
  await patient.getByRole('button', { name: 'Demander une rectification' }).first().click();
  await patient.getByRole('textbox').fill('Mon nom s’écrit avec un tiret.');
  await patient.getByRole('button', { name: 'Envoyer' }).click();
  await expect(patient.getByText('Envoyé au laboratoire.')).toBeVisible();

  const desk = await deskOf(browser);
  const task = desk.getByRole('listitem').filter({ hasText: `IPP ${identifier}` });
  await task.getByRole('button', { name: 'Répondre' }).click();
  await task.getByLabel('Réponse, lue par le patient').fill('Corrigé dans notre logiciel.');
  await task.getByRole('button', { name: /Répondre.: fait/ }).click();
  await expect(desk.getByText(/^Fait le .* par Laure FABRE/)).toBeVisible();
  await expect(patient.getByText('Corrigé dans notre logiciel.')).toBeVisible();
  await desk.context().close();
  await patient.context().close();
});

async function deskOf(browser: Browser): Promise<Page> {
  const { page } = await watchedPage(browser, {});
  await enter(page, 'l.fabre');
  await page.goto('/desk');
  return page;
}

async function openFileOf(desk: Page, identifier: string): Promise<void> {
  await desk.getByLabel('IPP ou n° de dossier').fill(identifier);
  // The same person may be open already: what is on the screen is the new answer only once it has come.
  const answered = desk.waitForResponse((response) => response.url().includes('desk.open'));
  await desk.getByRole('button', { name: 'Chercher' }).click();
  await answered;
  await expect(desk.getByRole('region', { name: 'Patient', exact: true })).toContainText(identifier);
}

/** A browser that is in as this person; the enrolment itself is another journey's (patient accounts). The representation for the child is taken over as an enrolment does. */
async function enrolled(browser: Browser, { parentId, childId }: { parentId: string; childId?: string }): Promise<Page> {
  const token = randomBytes(32).toString('base64url');
  const accountId = newId();
  await withBooks(async (sql) => {
    await sql`insert into patient_account (id, created_at) values (${accountId}, now())`;
    await sql`insert into patient_link (id, account_id, patient_id, via, linked_at) values (${newId()}, ${accountId}, ${parentId}, 'code', now())`;
    if (childId) await sql`update representation set account_id = ${accountId} where patient_id = ${childId}`;
    await sql`insert into session (id, token_hash, realm, stage, method, patient_id, patient_account_id, idle_ms, created_at, last_seen_at, expires_at, address, terminal)
      values (${newId()}, ${sha256(token)}, 'patient', 'full', 'patient-passkey', ${parentId}, ${accountId}, 600000, now(), now(), now() + interval '1 hour', '', 'essai')`;
  });
  const { page } = await watchedPage(browser, PHONE);
  await page.context().addCookies([{ name: 'relais-patient', value: token, url: place.url, httpOnly: true, sameSite: 'Strict' }]);
  return page;
}

let biologistInside: ReturnType<typeof apiOf> | null = null;
const biologist = () => (biologistInside ??= apiOf('h.marchetti'));

/** A dossier that was sent, signed and released; answers whose it is. */
async function released(given: Partial<TestMessage>): Promise<{ accessionNumber: string; patientId: string }> {
  const accessionNumber = freshAccessionNumber();
  const now = new Date();
  expect(await send(testMessage({ accessionNumber, sentAt: now, collectedAt: new Date(now.getTime() - 3_600_000), ...given }))).toBe('AA');
  const { api } = await biologist();
  const { decisionId } = await validateAll(api, accessionNumber);
  await api.validation.sendNow.mutate({ decisionId });
  const find = () =>
    withBooks(async (sql) => {
      const rows = await sql<{ id: string }[]>`select a.patient_id as id from report r join dossier d on d.id = r.dossier_id
        join report_recipient a on a.report_id = r.id and a.kind = 'patient' where d.accession_number = ${accessionNumber}`;
      return rows[0]?.id ?? '';
    });
  await expect.poll(find, { timeout: 30_000 }).not.toBe('');
  return { accessionNumber, patientId: await find() };
}
