import { expect, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { apiOf } from '../support/api';
import { freshAccessionNumber, send } from '../support/lis';
import { enter } from '../support/persons';
import { expectAccessible, expectNoTrouble, expectTouchable, watchedPage } from '../support/watch';

const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true };
const DOORS = { 'h.marchetti': 'Hélène MARCHETTI', 'k.haddad': 'Karim HADDAD', 'p.gerard': 'Paul GÉRARD' } as const;
type Login = keyof typeof DOORS;

/** Who answers for Valmont now, by the product itself; the demonstration's roster turns with the days. */
async function responsibleNow(): Promise<{ sender: Login; receiver: Login; third: Login }> {
  const { api } = await apiOf('h.marchetti');
  const { sites } = await api.handover.state.query();
  const name = sites.find((site) => site.name === 'Valmont')?.responsible?.name ?? '';
  const logins = Object.keys(DOORS) as Login[];
  const sender = logins.find((login) => name.endsWith(DOORS[login]));
  if (!sender) throw new Error('nobody answers for Valmont');
  const [receiver = 'k.haddad', third = 'p.gerard'] = logins.filter((login) => login !== sender);
  return { sender, receiver, third };
}

test('hand-over: offered by name with a word, something comes in between, accepted with it before her eyes; until then the sender answers', async ({
  browser,
}) => {
  const { sender, receiver, third } = await responsibleNow();
  const first = freshAccessionNumber();
  const between = freshAccessionNumber();
  const arrives = async (accessionNumber: string, birthFamilyName: string) =>
    expect(
      await send(
        testMessage({
          accessionNumber,
          sentAt: new Date(),
          patient: { identifier: accessionNumber.slice(-7), birthFamilyName, givenNames: ['SACHA'], birthDate: '1979-03-28', ins: null },
        }),
      ),
    ).toBe('AA');
  await arrives(first, 'ESSAI-AVANT');

  const one = await watchedPage(browser, TABLET);
  await test.step('who answers prepares it from the list: everything that is open, and a word on one', async () => {
    await enter(one.page, sender);
    await one.page.getByRole('tab', { name: /Relève/ }).click();
    await one.page.getByRole('link', { name: /la relève/ }).click();
    await one.page.getByRole('button', { name: 'Préparer la relève' }).click();
    const form = one.page.getByRole('region', { name: 'Préparer la relève' });
    await expect(form.getByText('ESSAI-AVANT SACHA').first()).toBeVisible();
    await form.getByLabel('À qui').selectOption({ label: `Dr ${DOORS[receiver]}` });
    await form.getByRole('button', { name: 'Ajouter un mot sur ESSAI-AVANT SACHA' }).first().click();
    await form.getByLabel('Votre mot sur ESSAI-AVANT SACHA').first().fill('Rappeler le service à 21 h.');
    await expectAccessible(one, { themes: ['light', 'dark'] });
    await form.getByRole('button', { name: /^Proposer/ }).click();
    await expect(one.page.getByText(/Vous en répondez jusqu’à son acceptation/)).toBeVisible();
  });

  const other = await watchedPage(browser, TABLET);
  await test.step('the colleague reads it; what came in between is marked, and an acceptance of the older list is refused', async () => {
    await enter(other.page, receiver);
    await other.page.goto('/handover');
    await other.page.getByRole('link', { name: 'Lire et répondre' }).click();
    await expect(other.page.getByText('Rappeler le service à 21 h.')).toBeVisible();
    await arrives(between, 'ESSAI-ENTRE');
    await expect(other.page.getByText('nouveau depuis la proposition').first()).toBeVisible({ timeout: 45_000 });
    await expect(other.page.getByText('ESSAI-ENTRE SACHA')).toBeVisible();
    // A third colleague asks: whoever logs in anew takes her own session over.
    const { api } = await apiOf(third);
    const { sites } = await api.handover.state.query();
    expect(sites.find((site) => site.name === 'Valmont')?.responsible?.name).toContain(DOORS[sender]);
    await expectTouchable(other);
    await expectAccessible(other, { themes: ['light', 'dark'] });
  });

  await test.step('accepted by name: she answers from then on, the sender reads it, and it stays in the history', async () => {
    // Traffic may move the list between two looks: then what changed is shown, and she accepts that.
    await expect(async () => {
      const accept = other.page.getByRole('button', { name: /^Accepter/ });
      if (await accept.isVisible()) await accept.click();
      await expect(other.page.getByText(/, acceptée le/)).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 45_000 });
    await other.page.goto('/handover');
    await expect(other.page.getByText(/Valmont\s: vous depuis/)).toBeVisible();
    await one.page.goto('/handover');
    await expect(
      one.page
        .getByRole('region', { name: 'Relèves passées' })
        .getByText(/acceptée le/)
        .first(),
    ).toBeVisible();
    await expect(one.page.getByText(new RegExp(`Valmont\\s: Dr ${DOORS[receiver]}`))).toBeVisible();
  });
  await expectNoTrouble(one);
  await expectNoTrouble(other);
});
