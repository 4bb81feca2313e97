import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { apiWith, refusalOf } from '../support/api';
import { withBooks } from '../support/books';
import { signatureOf } from '../support/decide';
import { freshAccessionNumber, send } from '../support/lis';
import { type BrowserKey, giveKey } from '../support/passkey';
import { DEMO_PASSWORD, enter } from '../support/persons';
import { place } from '../support/place';
import { expectAccessible, expectNoTrouble, expectTouchable, type Watched, watchedPage } from '../support/watch';

/** A signature with a passkey can be verified later by anybody, without believing the server (product.md decision 3). */
let tablet: Watched;
let key: BrowserKey;
let directory: string;

test.beforeAll(async ({ browser }) => {
  directory = mkdtempSync(join(tmpdir(), 'relais-verify-'));
  tablet = await watchedPage(browser, { viewport: { width: 1024, height: 768 } });
  await enter(tablet.page, 'p.gerard');
  key = await giveKey(tablet.page, 'p.gerard');
});
test.afterAll(async () => {
  await key.forget();
  rmSync(directory, { recursive: true, force: true });
});

test('a biologist signs with her passkey, and anybody verifies it later', async () => {
  const { page } = tablet;
  const accessionNumber = freshAccessionNumber();
  expect(await send(testMessage({ accessionNumber, sentAt: new Date(), results: [{ value: '5.6', flag: 'H' }] }))).toBe('AA');
  let decisionId = '';

  await test.step('her sheet asks for the key and for no password', async () => {
    await page.getByRole('searchbox', { name: /Chercher/ }).fill(accessionNumber);
    await page.getByRole('link', { name: /PAT-TROIS/ }).click();
    await page.getByRole('button', { name: 'Valider tout' }).click();
    const sheet = page.getByRole('dialog', { name: 'Signer la validation' });
    await expect(sheet.getByRole('button', { name: 'Signer avec ma clé d’accès' })).toBeEnabled();
    await expect(sheet.getByLabel('Votre mot de passe')).toHaveCount(0);
    await expectAccessible(tablet);
    await expectTouchable(tablet);
  });

  await test.step('a key that does not recognise her signs nothing, and the sheet says so', async () => {
    await key.recognise(false);
    await page.getByRole('button', { name: 'Signer avec ma clé d’accès' }).click();
    await expect(page.getByText('Signature abandonnée. Rien n’a été enregistré.')).toBeVisible();
    expect(await decisionsOn(accessionNumber)).toEqual([]);
    await key.recognise(true);
  });

  await test.step('her password does not replace the key', async () => {
    const cookie = (await page.context().cookies()).find(({ name }) => name.endsWith('relais-session'));
    const api = apiWith(`${cookie?.name}=${cookie?.value}`);
    const signature = await signatureOf(api, accessionNumber);
    expect(await refusalOf(api.validation.decide.mutate({ ...signature, proof: { method: 'password', password: DEMO_PASSWORD } }))).toMatchObject({
      code: 'passkey-needed',
    });
  });

  await test.step('with the key she signs once', async () => {
    await page.getByRole('button', { name: 'Signer avec ma clé d’accès' }).click();
    await expect(page.getByRole('button', { name: 'Annuler la signature' })).toBeVisible();
    const decisions = await decisionsOn(accessionNumber);
    expect(decisions).toHaveLength(1);
    decisionId = decisions[0] ?? '';
  });

  await test.step('the command finds it valid, with the database', async () => {
    const { code, printed } = await verify(['decision', decisionId]);
    expect([code, printed]).toEqual([0, expect.stringContaining(`Décision ${decisionId} : VALIDE`)]);
    expect(printed).toContain('✓ Cette clé était enregistrée ici au nom de cette personne à cet instant.');
    expect(printed).not.toMatch(/✗|PAT-TROIS/);
  });

  await test.step('and without it, from a file; one letter changed, it says no', async () => {
    const { code, printed } = await verify(['export', 'decision', decisionId]);
    expect(code).toBe(0);
    const file = join(directory, 'decision.json');
    writeFileSync(file, printed);
    expect(await verify(['decision', file], { offline: true })).toEqual({ code: 0, printed: expect.stringContaining(': VALIDE') });
    writeFileSync(file, readFileSync(file, 'utf8').replace('\\"5.6\\"', '\\"4.6\\"'));
    const tampered = await verify(['decision', file], { offline: true });
    expect(tampered).toEqual({ code: 1, printed: expect.stringContaining('NON VALIDE') });
    expect(tampered.printed).toContain('✗ L’empreinte de la décision est celle du texte signé.');
  });

  await test.step('what does not exist cannot be verified', async () => {
    expect((await verify(['decision', '00000000-0000-7000-8000-000000000000'])).code).toBe(2);
    expect((await verify([])).code).toBe(2);
  });
  await expectNoTrouble(tablet);
});

const decisionsOn = (accessionNumber: string): Promise<string[]> =>
  withBooks(async (sql) => {
    const rows = await sql<
      { id: string }[]
    >`select v.id from validation_decision v join dossier d on d.id = v.dossier_id where d.accession_number = ${accessionNumber}`;
    return rows.map(({ id }) => id);
  });

/** The command as a person types it; offline, there is no server, no data directory and no secret to be found. */
function verify(words: readonly string[], { offline = false } = {}): Promise<{ code: number; printed: string }> {
  const env = { ...process.env, RELAIS_DATA_DIR: offline ? join(directory, 'nothing-here') : place.dataDirectory };
  return new Promise((resolve) => {
    execFile('npm', ['run', 'verify', '--', ...words], { env }, (error, printed) => resolve({ code: error === null ? 0 : Number(error.code), printed }));
  });
}
