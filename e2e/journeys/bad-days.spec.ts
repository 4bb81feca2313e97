import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { apiOf } from '../support/api';
import { decisionsInForce, missingResults, unfinished } from '../support/books';
import { validateAll } from '../support/decide';
import { kill, Milestone } from '../support/kill';
import { control, freshAccessionNumber, InsistentLine, received, receivedAbout, send } from '../support/lis';
import { account, DEMO_PASSWORD, enter } from '../support/persons';
import { isReady, pids } from '../support/place';
import { watchedPage } from '../support/watch';

const LABORATORIES = ['LBM-VALMONT', 'LBM-HAUTERIVE', 'LBM-CLAIRLIEU'] as const;
const VICTIMS = ['gateway', 'worker', 'postgres', 'web'] as const;

test.beforeEach(async () => {
  await expect.poll(isReady, { timeout: 60_000 }).toBe(true);
});

test('loses nothing that was acknowledged, whichever process is killed while results come in', async () => {
  const acknowledged: { accessionNumber: string; value: string }[] = [];
  for (const victim of VICTIMS) {
    const middle = new Milestone(6);
    const lines = LABORATORIES.map(async (laboratory) => {
      const line = new InsistentLine();
      for (let count = 0; count < 12; count += 1) {
        const sent = { accessionNumber: freshAccessionNumber(), value: (3 + Math.random() * 3).toFixed(3) };
        await line.send(sent.accessionNumber, testMessage({ ...sent, laboratory, sentAt: new Date(), results: [{ value: sent.value }] }));
        acknowledged.push(sent);
        middle.count();
      }
      await line.close();
    });
    await middle.reached;
    const again = kill(victim);
    await Promise.all(lines);
    await again();
  }
  expect(acknowledged).toHaveLength(VICTIMS.length * LABORATORIES.length * 12);
  await expect.poll(() => missingResults(acknowledged), { message: 'results that were acknowledged and are in no dossier', timeout: 60_000 }).toEqual([]);
  await expect.poll(unfinished, { message: 'what is still to do', timeout: 90_000 }).toEqual([]);
});

test('takes every signature once and tells the LIS once, whichever process is killed while a biologist signs', async () => {
  const { api } = await apiOf('p.gerard');
  const numbers: string[] = [];
  for (const victim of ['web', 'worker', 'postgres', 'gateway'] as const) {
    const group = Array.from({ length: 3 }, freshAccessionNumber);
    for (const accessionNumber of group) expect(await send(testMessage({ accessionNumber, sentAt: new Date() }))).toBe('AA');
    numbers.push(...group);
    const middle = new Milestone(1);
    const signing = (async () => {
      for (const accessionNumber of group) {
        await validateAll(api, accessionNumber);
        middle.count();
      }
    })();
    await middle.reached;
    const again = kill(victim);
    await signing;
    await again();
  }
  await expect.poll(unfinished, { message: 'what is still to do', timeout: 120_000 }).toEqual([]);

  const decisions = await decisionsInForce(numbers);
  expect(decisions.map((decision) => decision.accessionNumber).sort(), 'one decision for each dossier').toEqual([...numbers].sort());
  const atTheLis = await received();
  expect(
    atTheLis.filter((message) => message.isAlarming),
    'the same control id with other bytes',
  ).toEqual([]);
  for (const { accessionNumber, controlIds } of decisions) {
    expect(controlIds, accessionNumber).toHaveLength(1);
    const told = atTheLis.filter((message) => message.isStored && message.summary?.kind === 'decision' && message.summary.accessionNumber === accessionNumber);
    expect(new Set(told.map((message) => message.text)).size, `${accessionNumber}: what the LIS filed`).toBe(1);
    expect(told[0]?.controlId).toBe(controlIds[0]);
    expect(told[0]?.summary?.observations.map((observation) => observation.status)).toEqual(['F']);
  }
});

test('keeps everything for a LIS that is away, and tells it all, in order, when it is back', async () => {
  const { api } = await apiOf('k.haddad');
  const numbers = Array.from({ length: 4 }, freshAccessionNumber);
  for (const accessionNumber of numbers) expect(await send(testMessage({ accessionNumber, sentAt: new Date() }))).toBe('AA');
  await control({ away: true });
  try {
    for (const accessionNumber of numbers) {
      const { decisionId } = await validateAll(api, accessionNumber);
      await api.validation.sendNow.mutate({ decisionId });
    }
    await expect.poll(unfinished, { message: 'what waits for the LIS', timeout: 30_000 }).toContainEqual(expect.stringMatching(/^to the LIS: queued \(\d+\)$/));
  } finally {
    await control({ away: false });
  }
  await expect.poll(unfinished, { message: 'what is still to do', timeout: 90_000 }).toEqual([]);
  const told = (await received())
    .filter((message) => message.isStored && message.summary?.kind === 'decision')
    .map((message) => message.summary?.accessionNumber);
  expect(told.filter((accessionNumber) => numbers.includes(accessionNumber ?? ''))).toEqual(numbers);
});

test('lets one of two biologists sign when both press at the same second, and tells the other who and when', async ({ browser }) => {
  const accessionNumber = freshAccessionNumber();
  expect(await send(testMessage({ accessionNumber, sentAt: new Date(), results: [{ value: '5.6', flag: 'H' }] }))).toBe('AA');
  const sheets = [await openSheet(browser, 'k.haddad', accessionNumber), await openSheet(browser, 'p.gerard', accessionNumber)];
  await Promise.all(sheets.map((sheet) => sheet.press()));
  for (const sheet of sheets) await expect(sheet.undo.or(sheet.refusal)).toBeVisible();
  const winners: string[] = [];
  for (const sheet of sheets) if (await sheet.undo.isVisible()) winners.push(sheet.name);
  expect(winners).toHaveLength(1);
  const told = new RegExp(`Déjà validé par .*${winners[0]} à \\d\\d:\\d\\d:\\d\\d\\. Rien `);
  for (const sheet of sheets) if (sheet.name !== winners[0]) await expect(sheet.refusal).toHaveText(told);
  await expect.poll(async () => (await decisionsInForce([accessionNumber])).length, { timeout: 30_000 }).toBe(1);
  for (const sheet of sheets) await sheet.close();
});

test('takes a double click on « Signer » for one signature', async ({ browser }) => {
  const accessionNumber = freshAccessionNumber();
  expect(await send(testMessage({ accessionNumber, sentAt: new Date(), results: [{ value: '5.6', flag: 'H' }] }))).toBe('AA');
  const sheet = await openSheet(browser, 'h.marchetti', accessionNumber);
  await sheet.pressTwice();
  await expect(sheet.undo).toBeVisible();
  await expect.poll(() => decisionsInForce([accessionNumber]).then((decisions) => decisions.length), { timeout: 30_000 }).toBe(1);
  await expect.poll(async () => (await receivedAbout(accessionNumber, 'decision')).length, { timeout: 30_000 }).toBe(1);
  await sheet.close();
});

test('refuses a signature on a dossier that changed since it was displayed, and shows what changed', async ({ browser }) => {
  const accessionNumber = freshAccessionNumber();
  expect(await send(testMessage({ accessionNumber, sentAt: new Date(), results: [{ value: '6.9', flag: 'HH' }] }))).toBe('AA');
  const sheet = await openSheet(browser, 'k.haddad', accessionNumber);
  // The correction is on its way while she presses: whoever comes first at the server, nothing is signed under the old value.
  await sheet.holdLive();
  expect(await send(testMessage({ accessionNumber, sentAt: new Date(), results: [{ value: '6.8', flag: 'HH', status: 'C' }] }))).toBe('AA');
  await expect.poll(() => missingResults([{ accessionNumber, value: '6.8' }])).toEqual([]);
  await sheet.press();
  await expect(sheet.page.getByText(/Le dossier a changé pendant votre lecture.*6,8.*6,9.*Rien n’a été signé/).first()).toBeVisible();
  expect(await decisionsInForce([accessionNumber])).toEqual([]);
  await sheet.close();
});

test('says that the link is lost while the server does not answer, since when and what is shown, and comes back by itself', async ({ browser }) => {
  const { page } = await watchedPage(browser, { viewport: { width: 1024, height: 768 } });
  await enter(page, 'p.gerard');
  await expect(page.getByRole('tab', { name: /À valider \d+/ })).toBeVisible();
  const { web } = pids();
  if (web === undefined) throw new Error('the web server does not run');
  const banner = page.getByRole('alert').filter({ hasText: 'Liaison perdue depuis' });
  process.kill(web, 'SIGSTOP');
  try {
    await expect(banner).toBeVisible({ timeout: 60_000 });
    await expect(banner).toContainText(/Vous lisez l’état de \d\d:\d\d:\d\d/);
  } finally {
    process.kill(web, 'SIGCONT');
  }
  await expect(banner).toBeHidden({ timeout: 60_000 });
  const accessionNumber = freshAccessionNumber();
  expect(await send(testMessage({ accessionNumber, sentAt: new Date(), priority: 'stat' }))).toBe('AA');
  await page.getByRole('searchbox', { name: /Chercher/ }).fill(accessionNumber);
  await expect(page.getByRole('link', { name: /PAT-TROIS/ }), 'news comes again').toBeVisible({ timeout: 30_000 });
  await page.context().close();
});

interface Sheet {
  page: Page;
  name: string;
  undo: Locator;
  refusal: Locator;
  press(): Promise<void>;
  pressTwice(): Promise<void>;
  /** From now on this browser hears nothing of what changes, as on a slow link. */
  holdLive(): Promise<void>;
  close(): Promise<void>;
}

/** A biologist in her own browser, with everything of a dossier chosen and her password typed: one press is left. */
async function openSheet(browser: Browser, login: string, accessionNumber: string): Promise<Sheet> {
  const { page } = await watchedPage(browser, { viewport: { width: 1024, height: 768 } });
  await enter(page, login);
  await page.getByRole('searchbox', { name: /Chercher/ }).fill(accessionNumber);
  await page.getByRole('link', { name: /PAT-TROIS/ }).click();
  await page.getByRole('button', { name: 'Valider tout' }).click();
  const dialog = page.getByRole('dialog', { name: 'Signer la validation' });
  await dialog.getByLabel('Votre mot de passe').fill(DEMO_PASSWORD);
  const button = dialog.getByRole('button', { name: 'Signer', exact: true });
  await expect(button).toBeEnabled();
  return {
    page,
    name: account(login).familyName,
    undo: page.getByRole('button', { name: 'Annuler la signature' }),
    refusal: page.getByRole('alert').filter({ hasText: 'Déjà validé' }),
    press: () => button.click(),
    pressTwice: () => button.dblclick(),
    holdLive: async () => {
      await page.route(/\/api\/trpc\/(validation\.worklist|validation\.prepare|live\.)/, () => undefined);
    },
    close: () => page.context().close(),
  };
}
