import { expect, test } from '@playwright/test';
import { DEMO_PASSWORD, enter } from '../support/persons';
import { expectAccessible, expectNoTrouble, watchedPage } from '../support/watch';

test('a biologist opens remote maintenance, sees every command as it is given, closes it, and the technician is outside', async ({ browser }) => {
  const desk = await watchedPage(browser, { viewport: { width: 1440, height: 900 } });
  const { page: biologist } = desk;
  await enter(biologist, 'k.haddad');
  await biologist.goto('/maintenance');
  await expect(biologist.getByText('fermée', { exact: true })).toBeVisible();
  await biologist.getByLabel('Technicien, nommément').selectOption({ index: 1 });
  await biologist.getByLabel('Contrat ou ticket').fill('TMA-2026-118');
  await biologist.getByLabel('Motif').fill('La file des envois au SIL grossit');
  await biologist.getByLabel('Durée, en minutes').fill('30');
  await biologist.getByLabel(/Contact pris avec le technicien/).fill(hourOf());
  await expectAccessible(desk, { themes: ['light', 'dark'] });
  await biologist.getByRole('button', { name: 'Ouvrir la télémaintenance' }).click();
  await biologist.getByLabel('Votre mot de passe').fill(DEMO_PASSWORD);
  await biologist.getByRole('button', { name: 'Confirmer' }).click();
  await expect(biologist.getByText(/Ouverte jusqu’à/)).toBeVisible();
  await expect(biologist.getByRole('region', { name: 'Alerte de sécurité' })).toContainText('Télémaintenance ouverte');

  const console_ = await watchedPage(browser, { viewport: { width: 1024, height: 768 } });
  const { page: technician } = console_;
  await enter(technician, 't.nguyen');
  await expect(technician.getByRole('heading', { name: 'Console de télémaintenance' })).toBeVisible();
  for (const [command, answer] of [
    ['aide', /renvoie un envoi refusé/],
    ['etat', /base de données : en marche/],
    ['liaisons', /envois en attente/],
    ['patients', /n’est pas une commande/],
  ] as const) {
    await technician.getByLabel('Commande', { exact: true }).fill(command);
    await technician.getByRole('button', { name: 'Exécuter' }).click();
    await expect(technician.getByRole('log')).toContainText(`› ${command}`);
    await expect(technician.getByRole('log')).toContainText(answer);
    await expect(biologist.getByRole('list', { name: 'Commandes' })).toContainText(command);
  }
  await expectAccessible(console_);
  expect((await technician.goto('/worklist'))?.url()).not.toContain('/worklist');

  await biologist.getByRole('button', { name: 'Fermer maintenant' }).click();
  await expect(biologist.getByRole('heading', { name: 'Interventions passées' })).toBeVisible();
  await expect(technician, 'his screen is closed within seconds').toHaveURL(/\/(lock|login)/, { timeout: 20_000 });

  await technician.goto('/login');
  await technician.getByLabel('Identifiant personnel').waitFor();

  await biologist.getByRole('link', { name: 'Fiche TMA-2026-118' }).click();
  await expect(biologist.getByRole('heading', { name: 'Intervention TMA-2026-118' })).toBeVisible();
  for (const word of ['aide', 'etat', 'liaisons', 'patients', 'Ouverte par Karim HADDAD']) await expect(biologist.getByText(word).first()).toBeVisible();
  await biologist.goto('/security');
  await expect(biologist.getByRole('listitem').filter({ hasText: 'Télémaintenance fermée' }).first()).toBeVisible();
  await expectAccessible(desk);
  await expectNoTrouble(desk);
  await expectNoTrouble(console_);
});

/** Two minutes ago, by the clock of Paris. */
const hourOf = (): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(Date.now() - 120_000));
