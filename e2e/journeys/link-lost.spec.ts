import { type Browser, expect, type Page, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { withBooks } from '../support/books';
import { leftBehind } from '../support/left-behind';
import { freshAccessionNumber, send } from '../support/lis';
import { giveKeyWithSecret } from '../support/passkey';
import { enter } from '../support/persons';
import { expectAccessible, expectTouchable, type Watched, watchedPage } from '../support/watch';

const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true };
const PHONE = { width: 390, height: 844 };

/** Issue 5, « link lost in the middle »: nothing is called validated until the server has said so. */
test('the link is lost in the middle: what was prepared is applied if nothing moved, given back with what changed if it did', async ({ browser }) => {
  test.setTimeout(240_000);
  const tablet = await watchedPage(browser, TABLET);
  const { page } = tablet;
  await enter(page, 'p.gerard');
  const key = await giveKeyWithSecret(page, 'p.gerard');
  const [same, changed, held] = [await dossier('LUNE'), await dossier('SOLEIL'), await dossier('COMETE')];

  await test.step('on duty, the tablet carries her waiting dossiers away, each on record as a reading before it leaves', async () => {
    await page.goto('/worklist');
    for (const { number } of [same, changed, held]) await expect.poll(() => packed(number), { timeout: 90_000 }).toBe(1);
    expect(await readings(same.number)).toBe(1);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await expect.poll(async () => (await leftBehind(page)).cached, { timeout: 30_000 }).toContain('/garde');
    expect(await kept(page), 'what lies on the disk is sealed').not.toMatch(/OFFLINE-|potassium|LUNE|SOLEIL|COMETE/i);
  });

  await test.step('sealed with what her passkey alone gives, it outlives a lock', async () => {
    await page.getByRole('button', { name: /Dossiers emportés : / }).click();
    await page.getByRole('button', { name: 'Garder après un verrouillage' }).click();
    await expect(page.getByText('se rouvre avec votre clé d’accès')).toBeVisible();
    await page.getByRole('button', { name: 'Revenir à la liste' }).click();
    expect((await leftBehind(page)).databases).toEqual(expect.arrayContaining(['relais-pack-kept']));
    expect((await leftBehind(page)).databases).not.toContain('relais-pack');
    expect(await kept(page)).not.toMatch(/OFFLINE-|potassium|LUNE|SOLEIL|COMETE/i);
  });

  await page.context().setOffline(true);

  await test.step('without a link the list and the card are those that were carried, with their age', async () => {
    await page.getByRole('button', { name: /dossiers? emportés?$/ }).click();
    await expect(page.getByText(/^vu à \d\d:\d\d — il y a|^vu à \d\d:\d\d — à l’instant/).first()).toBeVisible();
    await open(page, same.name);
    await expect(page.getByText(/Dossier emporté, vu à/)).toBeVisible();
    await expect(page.getByRole('rowheader', { name: 'Potassium' })).toBeVisible();
    await expectAccessible(tablet, { themes: ['light', 'dark'] });
    await expectTouchable(tablet);
    await page.screenshot({ path: 'test-results/garde-card.png' });
  });

  await test.step('she prepares: it is a wish, and says so', async () => {
    await page.getByRole('button', { name: 'Préparer tout' }).click();
    const sheet = page.getByRole('dialog', { name: 'Préparer une validation' });
    await sheet.getByLabel(/Votre commentaire/).fill('Vu sans liaison.');
    await expectAccessible(tablet);
    await sheet.getByRole('button', { name: 'Préparer, sans valider' }).click();
    await open(page, changed.name);
    await page.getByRole('button', { name: 'Préparer tout' }).click();
    await page.getByRole('button', { name: 'Préparer, sans valider' }).click();
    await open(page, held.name);
    await page.getByRole('button', { name: 'Préparer une attente' }).click();
    await page.getByLabel('Motif').selectOption('Identité à vérifier');
    await page.getByRole('button', { name: 'Préparer, sans valider' }).click();
    await expect(page.getByText('PAS validé', { exact: false }).first()).toBeVisible();
    await expect(page.getByText('PAS enregistré', { exact: false }).first()).toBeVisible();
    await expect(page.getByText(/validé par|Validé|Signé/)).toHaveCount(0);
    await expect(page.getByRole('button', { name: /Rendre et signer 3 intentions/ })).toHaveAttribute('aria-disabled', 'true');
    await expectAccessible(tablet, { themes: ['light', 'dark'] });
    await expectTouchable(tablet);
    await page.screenshot({ path: 'test-results/garde-overview.png' });
    await page.setViewportSize(PHONE);
    await expectAccessible(tablet);
    await page.screenshot({ path: 'test-results/garde-phone.png' });
    await page.setViewportSize(TABLET.viewport);
    for (const { number } of [same, changed, held]) expect(await decisions(number)).toEqual([]);
  });

  await test.step('the page dies without a link: the shell opens, and her passkey opens what was kept', async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Hors ligne' })).toBeVisible();
    await page.getByRole('link', { name: 'Ouvrir les dossiers emportés' }).click();
    await expect(page.getByText('Des dossiers sont gardés ici, chiffrés.', { exact: false })).toBeVisible();
    await expect(page.getByText(same.name)).toHaveCount(0);
    await expectAccessible(tablet);
    await page.getByRole('button', { name: 'Ouvrir avec la clé d’accès' }).click();
    await expect(page.getByRole('button', { name: '3 intentions préparées' })).toBeVisible();
    await expect(page.getByText('Vu sans liaison.', { exact: false }).first()).toBeVisible();
  });

  await test.step('meanwhile the laboratory corrects one of them', async () => {
    expect(await send(message(changed.number, changed.name, '7.7', new Date(Date.now() + 2_000)))).toBe('AA');
    await expect.poll(() => revision(changed.number)).toBe(2);
  });

  await page.context().setOffline(false);

  await test.step('back on the link she signs once: two are done, one is given back with what changed', async () => {
    await expect(page.getByText('La liaison est là.', { exact: false }).first()).toBeVisible({ timeout: 20_000 });
    await page.getByRole('button', { name: /Rendre et signer 3 intentions/ }).click();
    const answer = page.getByRole('list', { name: 'Ce que le serveur a répondu' });
    await expect(answer.getByRole('listitem')).toHaveCount(3, { timeout: 30_000 });
    await expect(answer.getByRole('listitem').filter({ hasText: same.name })).toContainText(/Signé, enregistré par le serveur à/);
    await expect(answer.getByRole('listitem').filter({ hasText: changed.name })).toContainText(
      /Rendu, rien n’est décidé.*A changé : potassium 7,7 remplace 5,6/,
    );
    await expect(answer.getByRole('listitem').filter({ hasText: held.name })).toContainText(/Mis en attente par le serveur à/);
    await expectAccessible(tablet, { themes: ['light', 'dark'] });
    await page.screenshot({ path: 'test-results/garde-returned.png' });
    expect(await decisions(same.number)).toEqual(['validate']);
    expect(await decisions(changed.number)).toEqual([]);
    expect(await decisions(held.number)).toEqual(['hold']);
    await expect(page.getByText('Rien de préparé.', { exact: false })).toBeVisible();
  });
  await key.forget();
  await page.context().close();
});

test('a log-off without a link empties the tablet: whoever comes next finds nothing and sends nothing', async ({ browser }) => {
  const tablet = await carrying(browser, 'k.haddad');
  const { page, one } = tablet;
  await page.context().setOffline(true);
  await page.getByRole('button', { name: /dossiers? emportés?$/ }).click();
  await open(page, one.name);
  await page.getByRole('button', { name: 'Préparer tout' }).click();
  await page.getByRole('button', { name: 'Préparer, sans valider' }).click();
  await expect(page.getByRole('button', { name: '1 intention préparée' })).toBeVisible();
  await page.getByRole('button', { name: 'Verrouiller' }).first().click();
  await expect(page.getByRole('heading', { name: 'Écran verrouillé' })).toBeVisible();
  const left = await leftBehind(page);
  expect(left.databases.filter((name) => name.startsWith('relais-pack'))).toEqual([]);
  expect(left.text).not.toMatch(new RegExp(one.name));
  await page.goto('/garde');
  await expect(page.getByText('Rien n’est emporté sur cette tablette', { exact: false })).toBeVisible();
  await page.context().setOffline(false);
  await enter(page, 'p.gerard');
  await page.goto('/worklist');
  await expect(page.getByRole('tab', { name: /À valider/ })).toBeVisible();
  await expect(page.getByText('intention préparée', { exact: false })).toHaveCount(0);
  expect(await decisions(one.number)).toEqual([]);
  await page.context().close();
});

interface Dossier {
  number: string;
  name: string;
}

const message = (number: string, name: string, value: string, sentAt = new Date()) =>
  testMessage({
    accessionNumber: number,
    sentAt,
    priority: 'stat',
    patient: { identifier: number.slice(-8), birthFamilyName: name, givenNames: ['CAMILLE'], ins: null },
    results: [{ value, flag: 'H' }],
  });

/** A dossier that cannot wait, so that it is among those that are carried. */
async function dossier(word: string): Promise<Dossier> {
  const number = freshAccessionNumber();
  const name = `OFFLINE-${word}`;
  expect(await send(message(number, name, '5.6'))).toBe('AA');
  return { number, name };
}

async function carrying(browser: Browser, login: string): Promise<Watched & { one: Dossier }> {
  const tablet = await watchedPage(browser, TABLET);
  await enter(tablet.page, login);
  const one = await dossier('ETOILE');
  await tablet.page.goto('/worklist');
  await expect.poll(() => packed(one.number), { timeout: 60_000 }).toBeGreaterThan(0);
  await tablet.page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(async () => (await leftBehind(tablet.page)).cached, { timeout: 30_000 }).toContain('/garde');
  return { ...tablet, one };
}

const open = (page: Page, name: string) =>
  page
    .getByRole('complementary')
    .getByRole('button', { name: new RegExp(name) })
    .click();

/** What the databases of the pack hold, as bytes and texts. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    let text = '';
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('relais-pack')) continue;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error(name)));
      });
      const rows = await new Promise<unknown[]>((resolve) => {
        const request = database.transaction('records').objectStore('records').getAll();
        request.addEventListener('success', () => resolve(request.result));
      });
      database.close();
      for (const row of rows)
        text += JSON.stringify(row) + (row && typeof row === 'object' && 'data' in row ? new TextDecoder('latin1').decode(row.data as ArrayBuffer) : '');
    }
    return text;
  });

const packed = (number: string) =>
  counted(
    (
      sql,
    ) => sql`select count(distinct i.pack_id)::int as n from offline_pack_item i join dossier d on d.id = i.dossier_id join offline_pack p on p.id = i.pack_id
      where d.accession_number = ${number} and p.ended_at is null`,
  );
const readings = (number: string) =>
  counted(
    (sql) =>
      sql`select count(*)::int as n from audit_event e join dossier d on d.id = e.dossier_id where d.accession_number = ${number} and e.action = 'dossier.pack'`,
  );
const revision = (number: string) => counted((sql) => sql`select revision as n from dossier where accession_number = ${number}`);
const decisions = (number: string): Promise<string[]> =>
  withBooks(async (sql) =>
    (await sql<{ kind: string }[]>`select v.kind from validation_decision v join dossier d on d.id = v.dossier_id where d.accession_number = ${number}`).map(
      ({ kind }) => kind,
    ),
  );

type Books = Parameters<Parameters<typeof withBooks>[0]>[0];
const counted = (ask: (sql: Books) => PromiseLike<readonly Record<string, unknown>[]>): Promise<number> =>
  withBooks(async (sql) => Number((await ask(sql))[0]?.['n'] ?? 0));
