import { expect, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { type Api, apiOf } from '../support/api';
import { freshAccessionNumber, receivedAbout, send } from '../support/lis';
import { apiIn } from '../support/on-duty';
import { DEMO_PASSWORD, enter } from '../support/persons';
import { expectAccessible, expectNoTrouble, expectTouchable, watchedPage } from '../support/watch';

const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true };
const BOTH = { themes: ['light', 'dark'] } as const;
const HERS = ['Valmont', 'Hauterive', 'Clairlieu'];

/** What a planner writes: minutes of the clock on the wall in Paris. */
const wall = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' }).format(at).replace(' ', 'T');
const hoursFromNow = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);
const today = (): string => wall(new Date()).slice(0, 10);

/** Whoever holds a site by a hand-over works there whatever the roster says: the fourth site is taken from her first. */
async function takeFromHer(planner: Api, sites: readonly { id: string; name: string }[]): Promise<void> {
  const { lines } = await planner.duty.lines.query();
  for (const { id, name } of sites.filter((site) => !HERS.includes(site.name))) {
    const holder = lines.find((one) => one.site === name)?.people.find(({ isResponsible }) => isResponsible);
    if (!holder?.name.includes('MARCHETTI')) continue;
    const { hash } = await planner.handover.items.query({ siteIds: [id] });
    await planner.handover.take.mutate({ siteIds: [id], seen: hash, reason: 'dimanche' });
  }
}

/** The roster as on a Sunday: one biologist for three sites, her colleagues away, and the fourth site not hers. Answers what puts it back. */
async function makeSunday(planner: Api): Promise<() => Promise<void>> {
  const board = await planner.duty.coverage.query({ from: today(), days: 2 });
  await takeFromHer(planner, board.sites);
  const person = (name: string) => board.people.find((one) => one.name.includes(name))?.id ?? '';
  const absent: string[] = [];
  for (const name of ['HADDAD', 'GÉRARD']) {
    const made = await planner.duty.declareAbsence.mutate({ userId: person(name), from: wall(hoursFromNow(-0.02)), to: wall(hoursFromNow(30)) });
    absent.push(made.absenceId);
  }
  const elsewhere = new Set(board.sites.filter(({ name }) => !HERS.includes(name)).map(({ id }) => id));
  const gone = board.duties.filter((one) => one.userId === person('MARCHETTI') && elsewhere.has(one.siteId) && one.endsAt > new Date());
  for (const { id } of gone) await planner.duty.cancel.mutate({ dutyId: id, reason: 'dimanche' });
  return async () => {
    const left = (await planner.duty.coverage.query({ from: today(), days: 2 })).absences;
    for (const absenceId of absent)
      if (left.some(({ id, endsAt }) => id === absenceId && endsAt > new Date())) await planner.duty.endAbsence.mutate({ absenceId });
    for (const { userId, siteId, kind, startsAt, endsAt } of gone) {
      const from = startsAt > new Date() ? startsAt : hoursFromNow(0.05);
      if (from < endsAt) await planner.duty.plan.mutate({ userId, siteIds: [siteId], kind, from: wall(from), to: wall(endsAt), days: 1 });
    }
  };
}

test('Sunday: one biologist for three sites, ordered by what cannot wait; a fourth is never seen; who covers what moves with an absence that ends', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const planner = (await apiOf('p.gerard')).api;
  const putBack = await makeSunday(planner);
  try {
    const tablet = await watchedPage(browser, TABLET);
    const { page } = tablet;
    await enter(page, 'h.marchetti');
    const api = await apiIn(tablet);
    const family = `ESSAI-DIMANCHE`;
    const number = { routine: freshAccessionNumber(), urgent: freshAccessionNumber(), critical: freshAccessionNumber(), elsewhere: freshAccessionNumber() };
    const patient = (givenName: string, accessionNumber: string) => ({
      patient: { identifier: accessionNumber.slice(-7), birthFamilyName: family, givenNames: [givenName], birthDate: '1979-03-28', ins: null },
      accessionNumber,
      sentAt: new Date(),
    });

    await test.step('who covers what is said on the roster and at the foot of the list: she alone, at three sites', async () => {
      const { lines } = await api.duty.lines.query();
      for (const site of HERS) expect(lines.find((one) => one.site === site)?.people.find(({ isResponsible }) => isResponsible)?.name).toContain('MARCHETTI');
      await page.goto('/duty');
      await expect(
        page
          .getByRole('main')
          .getByText(/MARCHETTI/)
          .first(),
      ).toBeVisible();
      await expectAccessible(tablet, BOTH);
      await page.screenshot({ path: test.info().outputPath('roster.png'), fullPage: true });
    });

    await test.step('three sites send; the list begins with what cannot wait, and the fourth site’s dossier is nowhere', async () => {
      const routine = { ...patient('ROUTINE', number.routine), laboratory: 'LBM-VALMONT' as const, priority: 'routine' as const };
      const urgent = { ...patient('URGENTE', number.urgent), laboratory: 'LBM-CLAIRLIEU' as const, priority: 'urgent' as const };
      const critical = { ...patient('CRITIQUE', number.critical), laboratory: 'LBM-HAUTERIVE' as const, results: [{ value: '6.9', flag: 'HH' }] };
      for (const message of [routine, urgent, critical]) expect(await send(testMessage(message))).toBe('AA');
      const unknown = testMessage({ ...patient('AILLEURS', number.elsewhere), laboratory: 'LBM-VALMONT' });
      expect(await send(Buffer.from(unknown.toString('latin1').replace('LBM-VALMONT', 'LBM-AILLEURS'), 'latin1'))).toBe('AA');
      await page.goto('/worklist');
      const search = page.getByRole('searchbox', { name: /Chercher/ });
      const lines = page.getByRole('link', { name: new RegExp(family) });
      await expect(async () => {
        await search.fill('');
        await search.fill(family);
        await expect(lines).toHaveCount(3, { timeout: 5_000 });
      }).toPass({ timeout: 60_000 });
      const order = (await lines.allInnerTexts()).map((text) => /CRITIQUE|URGENTE|ROUTINE|AILLEURS/.exec(text)?.[0]);
      expect(order).toEqual(['CRITIQUE', 'URGENTE', 'ROUTINE']);
      await expectTouchable(tablet);
      await expectAccessible(tablet, BOTH);
      await page.screenshot({ path: test.info().outputPath('list.png') });
    });

    await test.step('she decides what is pressing; it leaves to the laboratory that sent it', async () => {
      await page.getByRole('link', { name: /CRITIQUE/ }).click();
      await expect(page.getByRole('main').getByText(`dossier ${number.critical}`)).toBeVisible();
      await page.getByRole('button', { name: 'Valider tout' }).click();
      const sheet = page.getByRole('dialog', { name: 'Signer la validation' });
      await sheet.getByLabel('Votre mot de passe').fill(DEMO_PASSWORD);
      await sheet.getByRole('button', { name: 'Signer' }).click();
      await expect.poll(async () => (await receivedAbout(number.critical, 'decision')).length, { timeout: 40_000 }).toBe(1);
    });

    await test.step('a colleague comes back: he sees the three sites too, and the roster says so at once', async () => {
      const { absences } = await planner.duty.coverage.query({ from: today(), days: 2 });
      const karims = absences.find(({ name }) => name.includes('HADDAD'));
      const { api: karim } = await apiOf('k.haddad');
      expect((await api.duty.lines.query()).lines.flatMap(({ people }) => people.map(({ name }) => name)).join(), 'away, he covers nothing').not.toContain(
        'HADDAD',
      );
      await planner.duty.endAbsence.mutate({ absenceId: karims?.id ?? '' });
      expect((await karim.duty.mine.query()).length).toBeGreaterThan(0);
      const { lines } = await api.duty.lines.query();
      for (const site of HERS)
        expect(
          lines
            .find((one) => one.site === site)
            ?.people.map(({ name }) => name)
            .join(),
        ).toContain('HADDAD');
      await page.goto('/duty');
      await expect(
        page
          .getByRole('main')
          .getByText(/HADDAD/)
          .first(),
      ).toBeVisible();
    });
    await expectNoTrouble(tablet);
  } finally {
    await putBack();
  }
});
