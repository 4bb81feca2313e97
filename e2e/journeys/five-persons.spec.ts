import { expect, type Page, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { freshAccessionNumber, received, receivedAbout, recorded, send } from '../support/lis';
import { bornOn, codeSentTo } from '../support/patient-door';
import { pdfBehind, textOfPdf } from '../support/pdf';
import { DEMO_PASSWORD, enter } from '../support/persons';
import { expectAccessible, expectNoTrouble, expectTouchable, watchedPage } from '../support/watch';

const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true };
const WARD_PC = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const BOTH = { themes: ['light', 'dark'] } as const;

/** The three dossiers of the journey, each told by its number. */
const urgent = freshAccessionNumber();
const subcontracted = freshAccessionNumber();
const ordinary = freshAccessionNumber();
const CAMILLE = {
  identifier: '0091001',
  birthFamilyName: 'ESSAI-LUNE',
  givenNames: ['CAMILLE'],
  birthDate: '1985-06-14',
  ins: null,
  mobilePhone: '0639980077',
  email: 'camille.essai-lune@courriel.example',
};

test.describe.configure({ mode: 'serial' });

test('the biologist validates a part, holds another, and the LIS is told', async ({ browser }) => {
  const tablet = await watchedPage(browser, TABLET);
  const { page } = tablet;
  const search = page.getByRole('searchbox', { name: /Chercher/ });
  const card = page.getByRole('main');

  await test.step('she comes in, and the list fills by itself while the LIS sends', async () => {
    await page.goto('/login');
    await expectAccessible(tablet, BOTH);
    await enter(page, 'h.marchetti');
    await expect(page).toHaveURL(/\/worklist$/);
    await expect(page.getByRole('tab', { name: /À valider \d+/ })).toBeVisible();
    expect(await send(recorded('fr_urgent_unvalidated_8859-1.hl7', { accessionNumber: urgent }))).toBe('AA');
    expect(await send(recorded('fr_subcontracted_final_and_preliminary_utf8.hl7', { accessionNumber: subcontracted }))).toBe('AA');
    expect(
      await send(
        testMessage({ accessionNumber: ordinary, sentAt: new Date(), patient: CAMILLE, results: [{ value: '5.6', flag: 'H', notes: ['Sans hémolyse.'] }] }),
      ),
    ).toBe('AA');
    await page.getByRole('button', { name: /[23] nouveaux/ }).click();
    const pressing = page.getByRole('region', { name: /Ne peut pas attendre/ });
    await expect(
      pressing.getByRole('link', { name: /Valmont · Urgences, BOX4.*PAT-TROIS DOMINIQUE.*Potassium 6,9.*demandé il y a 2\d min/ }).first(),
    ).toBeVisible();
    await expect(
      pressing.getByRole('link', { name: /Hauterive.*MARTIN-ESSAI ANATOLE.*attendu : Anticorps anti-récepteurs de la TSH.*TSH <0,01/ }).first(),
    ).toBeVisible();
    // Only the lines in sight are drawn: what stands further down is found by its number.
    await search.fill(ordinary);
    await expect(page.getByRole('region', { name: /Ensuite/ }).getByRole('link', { name: /ESSAI-LUNE CAMILLE.*Potassium 5,6/ })).toBeVisible();
    await search.fill('');
    await expect(pressing.getByRole('link', { name: /PAT-TROIS DOMINIQUE/ }).first()).toBeVisible();
    await expectAccessible(tablet, BOTH);
    await expectTouchable(tablet);
  });

  await test.step('she finds the whole context of the urgent dossier on one screen', async () => {
    await search.fill(urgent);
    await page.getByRole('link', { name: /PAT-TROIS DOMINIQUE/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: /PAT-TROIS DOMINIQUE/ })).toBeVisible();
    for (const text of [
      'Femme, 47 ans, née le 28/03/1979',
      'INS qualifiée 2 79 03 51 215 189 89',
      'IPP 0004711',
      'Urgences, BOX4',
      'Élise MARCHAL, 03 29 00 04 15',
      'Insuffisance rénale connue. Traitement : spironolactone. Malaise, bradycardie à 42/min.',
      'par Luc PERRIN, IDE',
      'Indices H 4 (0 – 15)',
      'COBAS-1',
      'technique Anaïs ROUX',
      'Repassé : 6.9 puis 6.8 mmol/L. Échantillon non hémolysé (indice H = 4).',
      'Agrégats plaquettaires au frottis & contrôle sur tube citraté demandé.',
      'Ne pas rendre sans contrôle.',
      'Potentiométrie indirecte',
    ])
      await expect(card).toContainText(text);
    await expect(card.getByRole('row', { name: /Potassium 6\s?,9 mmol\/L 3,5 – 5,1 critique, haut/ })).toBeVisible();
    await expect(card.getByRole('row', { name: /Chlorure 101 mmol\/L 98 – 107 non évalué/ })).toBeVisible();
    await expect(card.getByRole('img', { name: /Évolution : .*4,8 le 12\/11\/2026.*6,9/ })).toBeVisible();
    await expect(card.getByRole('columnheader', { name: /12\/11\/26/ }).first()).toBeVisible();
    await expectAccessible(tablet, BOTH);
    await expectTouchable(tablet);
  });

  await test.step('she validates a part with a comment, takes her signature back, signs again and lets it go', async () => {
    await search.fill('');
    await signIonogram(page, 'Hyperkaliémie confirmée sur deux passages.');
    // The next dossier is there at once, the time to undo runs beside it; undone, hers comes back.
    await expect(card.getByText(`dossier ${urgent}`)).toBeHidden();
    await expect(page.getByText(/PAT-TROIS.* : signature enregistrée à/)).toBeVisible();
    await page.getByRole('button', { name: 'Annuler la signature' }).click();
    await expect(card.getByText(/signature annulée à .*Rien n’a été diffusé/)).toBeVisible();
    await expect(card.getByText(`dossier ${urgent}`)).toBeVisible();
    await signIonogram(page, 'Hyperkaliémie confirmée sur deux passages.');
    await expect(card.getByText(`dossier ${urgent}`)).toBeHidden();
    await expect(page.getByText('Lecture du dossier')).toBeHidden();
    await expectAccessible(tablet);
    expect(await receivedAbout(urgent, 'decision')).toEqual([]);
    // The time to undo runs out by itself, whatever she is reading.
    await expect(card.getByText(/délai d’annulation écoulé, la diffusion suit/)).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('button', { name: 'Annuler la signature' })).toBeHidden();
  });

  await test.step('the LIS has her decision, with F, and acknowledged it', async () => {
    await expect.poll(async () => (await receivedAbout(urgent, 'decision')).length).toBe(1);
    const [told] = await receivedAbout(urgent, 'decision');
    expect(told).toMatchObject({ reception: 'AA', isAlarming: false, summary: { messageType: 'ORU^R01', who: expect.stringContaining('MARCHETTI') } });
    expect(told?.summary?.observations.filter((result) => result.status === 'F').map((result) => result.label)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Potassium/), expect.stringMatching(/^Créatinine/)]),
    );
    expect(told?.summary?.observations.filter((result) => /Plaquettes|Hémoglobine/.test(result.label) && result.status === 'F')).toEqual([]);
  });

  await test.step('she puts the platelets on hold with a reason', async () => {
    await search.fill(urgent);
    await page.getByRole('link', { name: /PAT-TROIS DOMINIQUE/ }).click();
    await expect(card.getByText(`dossier ${urgent}`)).toBeVisible();
    await page.getByRole('checkbox', { name: 'Sélectionner Plaquettes' }).check();
    await page.getByRole('button', { name: 'Mettre en attente' }).click();
    const sheet = page.getByRole('dialog', { name: 'Mettre en attente' });
    await sheet.getByLabel('Motif').selectOption('Contrôle en cours au laboratoire');
    await expectAccessible(tablet);
    await sheet.getByLabel('Votre mot de passe').fill(DEMO_PASSWORD);
    await sheet.getByRole('button', { name: 'Mettre en attente' }).click();
    await expect(card.getByText(/mise en attente enregistrée/)).toBeVisible();
  });

  await test.step('she validates the ordinary dossier whole and has it sent at once', async () => {
    await search.fill(ordinary);
    await page.getByRole('link', { name: /ESSAI-LUNE CAMILLE/ }).click();
    await expect(card.getByText(`dossier ${ordinary}`)).toBeVisible();
    await page.getByRole('button', { name: 'Valider tout' }).click();
    await sign(page);
    await page.getByRole('button', { name: 'Diffuser maintenant' }).click();
    await expect(card.getByText(/envoi demandé à/)).toBeVisible();
    await expect.poll(async () => (await receivedAbout(ordinary, 'decision')).length).toBe(1);
  });

  await test.step('her screen locks with nothing of a patient left on it', async () => {
    await page.getByRole('button', { name: 'Verrouiller' }).click();
    await expect(page.getByRole('heading', { name: 'Écran verrouillé' })).toBeVisible();
    await expect(page.getByText(/PAT-TROIS|ESSAI-LUNE/)).toHaveCount(0);
    await expectAccessible(tablet);
  });
  await expectNoTrouble(tablet);
});

test('the prescriber sees what is new, reads all of it, and the LIS learns when and by whom', async ({ browser }) => {
  const ward = await watchedPage(browser, WARD_PC);
  const { page } = ward;
  await enter(page, 'e.marchal');
  const fresh = page
    .getByRole('region', { name: /^Critique/ })
    .getByRole('link', { name: /DOMINIQUE/ })
    .first();
  await expect(fresh).toContainText(/Non lu/);
  await expect(fresh, 'no value before its reading is on record').not.toContainText('6,9');
  await expectAccessible(ward, BOTH);
  await fresh.press('Enter');

  const report = page.getByRole('article');
  for (const text of [
    'Résultats partiels',
    '6,9',
    'Repassé : 6.9 puis 6.8 mmol/L. Échantillon non hémolysé (indice H = 4).',
    'Hyperkaliémie confirmée sur deux passages.',
    'Hélène MARCHETTI',
    'Insuffisance rénale connue. Traitement : spironolactone. Malaise, bradycardie à 42/min.',
  ])
    await expect(report).toContainText(text);
  await expect(report.getByText('<10'), 'what is on hold is not reported').toHaveCount(0);
  await expectAccessible(ward, BOTH);

  const text = textOfPdf(await pdfBehind(page, () => page.getByRole('button', { name: 'PDF' }).click()));
  for (const mention of [/Validé biologiquement par .*Hélène MARCHETTI/s, /PAT-TROIS/, /6,9/, /Page 1\s?\/\s?\d/i, /Hyperkaliémie confirmée/, /partiel/i])
    expect(text).toMatch(mention);

  await expect.poll(async () => (await receivedAbout(urgent, 'availability')).length).toBeGreaterThan(0);
  await expect.poll(async () => (await receivedAbout(urgent, 'reading')).length).toBeGreaterThan(0);
  const [reading] = await receivedAbout(urgent, 'reading');
  expect(reading?.text).toContain('10001234567');
  expect(reading?.reception).toBe('AA');

  await page.getByRole('link', { name: 'Retour à la liste' }).click();
  await expect(
    page
      .getByRole('region', { name: 'Lu', exact: true })
      .getByRole('link', { name: /DOMINIQUE.*6,9/ })
      .first(),
  ).toBeVisible();
  await expectNoTrouble(ward);
});

test('the patient follows the link, proves himself, reads in plain order, and the LIS learns that too', async ({ browser }) => {
  const phone = await watchedPage(browser, PHONE);
  const { page } = phone;
  await page.goto('/demo');
  const mail = page.getByRole('listitem').filter({ hasText: CAMILLE.email }).first();
  await expect(mail).toContainText('Un document vous attend');
  await expect(mail.getByRole('paragraph').last()).not.toContainText(/Camille|lune|potassium|résultat|analyse|laboratoire|Valmont/i);
  await expectAccessible(phone);
  await mail.getByRole('link').click();
  await expectAccessible(phone, BOTH);
  await expectTouchable(phone);
  await bornOn(page, '14', '06', '1985');
  await page.getByRole('button', { name: 'Recevoir un code' }).click();
  await page.getByLabel('Code à six chiffres').fill(await codeSentTo(page, '0639980077'));
  await expectAccessible(phone);
  await page.getByRole('button', { name: 'Entrer' }).click();

  await expect(page).toHaveURL(/\/mes-resultats\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Potassium').first()).toBeVisible();
  await expect(page.getByText('5,6').first()).toBeVisible();
  await expect(page.getByText('Sans hémolyse.')).toBeVisible();
  await expect(page.getByText(/Validé par .*Hélène MARCHETTI/)).toBeVisible();
  await expectAccessible(phone, BOTH);
  await expectTouchable(phone);
  const text = textOfPdf(await pdfBehind(page, () => page.getByRole('button', { name: /Télécharger le compte rendu officiel/ }).click()));
  expect(text).toMatch(/ESSAI-LUNE/);

  await expect
    .poll(async () =>
      (await received()).filter((message) => message.isStored && message.summary?.accessionNumber === ordinary).map((message) => message.summary?.kind),
    )
    .toEqual(expect.arrayContaining(['decision', 'availability', 'reading']));
  await page.getByRole('link', { name: 'Mes résultats' }).click();
  await expect(page).toHaveURL(/\/mes-resultats$/);
  await expect(page.getByText(/1\srésultat/).first()).toBeVisible();
  await expectAccessible(phone);
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page.getByText('5,6')).toHaveCount(0);
  await expectNoTrouble(phone);
});

test('the manager sees how much came and how far it got, as a picture, a table and a file', async ({ browser }) => {
  const desk = await watchedPage(browser, WARD_PC);
  const { page } = desk;
  await enter(page, 'f.delmas');
  await expect(page).toHaveURL(/\/statistics$/);
  const funnel = page.getByRole('region', { name: 'De la réception à la lecture' });
  const step = async (label: string) => Number(/\d+/.exec(await funnel.getByRole('listitem').filter({ hasText: label }).innerText())?.[0] ?? Number.NaN);
  await expect(funnel).toBeVisible();
  const today = { received: await step('Reçus'), validated: await step('Validés'), available: await step('Disponibles'), read: await step('Lus') };
  expect(today.received).toBeGreaterThanOrEqual(3);
  expect(today.validated).toBeGreaterThanOrEqual(2);
  expect(today.available).toBeGreaterThanOrEqual(2);
  expect(today.read).toBeGreaterThanOrEqual(2);
  expect(today.received).toBeGreaterThanOrEqual(today.validated);
  await expectAccessible(desk, BOTH);

  await funnel.getByRole('button', { name: 'Voir le tableau' }).click();
  const table = funnel.getByRole('table', { name: 'Dossiers par site et par étape' });
  await expect(table.getByRole('row', { name: new RegExp(`^(Ensemble|Total|Tous)\\D*${today.received}\\b`) })).toBeVisible();
  await expect(table.getByRole('row', { name: /^Valmont/ })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exporter en CSV' }).click();
  const file = (await (await download).createReadStream()).setEncoding('utf8');
  const csv = (await file.toArray()).join('');
  expect(csv).toContain('Site;Reçus;Validés;Validés en entier;Disponibles;Lus');
  expect(
    csv
      .split('\r\n')
      .find((line) => line.includes('Valmont'))
      ?.split(';'),
  ).toHaveLength(16);
  expect(csv).not.toMatch(/PAT-TROIS|ESSAI-LUNE|PAT-|FICTIF/);

  await page.getByRole('group', { name: 'Période' }).getByText('30 jours').click();
  await funnel.getByRole('button', { name: 'Voir le graphique' }).click();
  await expect.poll(() => step('Reçus')).toBeGreaterThan(today.received);
  const delays = page.getByRole('region', { name: 'Du prélèvement à la disponibilité' });
  await expect(delays).toContainText('la moitié avant (P50)');
  await expect(delays).toContainText('9 sur 10 avant (P90)');
  await expectAccessible(desk);
  await expectNoTrouble(desk);
});

test('the administrator sees every exchange with its answer, and the trail of the dossier in order', async ({ browser }) => {
  const desk = await watchedPage(browser, WARD_PC);
  const { page } = desk;
  expect(await send(Buffer.from('MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|GCS|20261122||ORU^R01|E2E-NO-PATIENT|P|2.5\rOBX|1|NM|K||4', 'latin1'))).toBe('AE');
  await enter(page, 's.perrin');
  await expect(page).toHaveURL(/\/exchanges$/);
  const messages = page.getByRole('region', { name: 'Messages' });
  await expect(messages.getByRole('row', { name: /E2E-NO-PATIENT/ })).toContainText('AE');
  await expectAccessible(desk, BOTH);

  await page.getByLabel('N° de dossier').fill(urgent);
  await expect(messages.getByRole('row', { name: /→ reçu/ })).toHaveCount(1);
  await expect(messages.getByRole('row', { name: /← envoyé Décision/ })).toHaveCount(1);
  await expect(messages.getByRole('row', { name: /← envoyé Mise à disposition/ }).first()).toBeVisible();
  await expect(messages.getByRole('row', { name: /← envoyé Lecture/ }).first()).toBeVisible();
  for (const row of await messages.getByRole('row', { name: /reçu|envoyé/ }).all()) await expect(row).toContainText('AA');
  await expect(page.getByText(/Potassium|6,9|PAT-TROIS/), 'metadata only').toHaveCount(0);
  await messages
    .getByRole('row', { name: /→ reçu/ })
    .getByRole('button')
    .click();
  await page.getByRole('link', { name: `Trace du dossier ${urgent}` }).click();

  await expect(page.getByRole('heading', { name: 'Traçabilité' })).toBeVisible();
  const trail = page.getByRole('table', { name: 'Actes tracés' });
  await expect(trail.getByRole('row').nth(1)).toContainText('Message du SIL');
  const acts = await trail.getByRole('row').allInnerTexts();
  const order = [
    'Message du SIL entré',
    'Dossier ouvert',
    'Validation biologique signée',
    'Signature annulée',
    'Signature devenue effective',
    'diffusé, version 1',
    'Compte rendu lu',
  ];
  const places = order.map((sentence) => acts.findIndex((act) => act.includes(sentence)));
  expect(places, acts.join('\n')).toEqual([...places].sort((left, right) => left - right));
  expect(places).not.toContain(-1);
  expect(acts.find((act) => act.includes('Validation biologique signée'))).toMatch(/Hélène MARCHETTI.*biologiste.*(127\.0\.0\.1|::1)/s);
  await expectAccessible(desk, BOTH);
  await expectNoTrouble(desk);
});

/** Ticks the whole ionogram, comments, signs; ends while the time to undo runs. */
async function signIonogram(page: Page, comment: string): Promise<void> {
  const all = page.getByRole('checkbox', { name: 'Sélectionner tout Ionogramme sanguin' });
  if (!(await all.isChecked())) await all.check();
  await page.getByRole('button', { name: 'Valider la sélection' }).click();
  const sheet = page.getByRole('dialog', { name: 'Signer la validation' });
  await expect(sheet).toContainText('Vous ne signez pas');
  await sheet.getByRole('textbox', { name: 'Votre commentaire, imprimé sur le compte rendu' }).fill(comment);
  await sign(page);
}

async function sign(page: Page): Promise<void> {
  const sheet = page.getByRole('dialog', { name: 'Signer la validation' });
  await sheet.getByLabel('Votre mot de passe').fill(DEMO_PASSWORD);
  await sheet.getByRole('button', { name: 'Signer', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Annuler la signature' })).toBeVisible();
}
