import { expect, type Page, test } from '@playwright/test';
import { testMessage } from '../../server/simulator/test-message';
import { withBooks } from '../support/books';
import { freshAccessionNumber, receivedAbout, send } from '../support/lis';
import { DEMO_PASSWORD, enter } from '../support/persons';
import { expectAccessible, expectNoTrouble, expectTouchable, watchedPage } from '../support/watch';

const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true };
const BOTH = { themes: ['light', 'dark'] } as const;
const PATIENT = { identifier: '0093077', birthFamilyName: 'ESSAI-PARTAGE', givenNames: ['ALEX'], birthDate: '1968-02-11', ins: null };

/** In the demonstration everybody validates everywhere: here each biologist belongs to one laboratory. Answers what puts it back. */
async function belongTo(persons: Readonly<Record<string, string>>): Promise<() => Promise<void>> {
  const ended = await withBooks(async (sql) => {
    const ids: string[] = [];
    for (const [login, laboratory] of Object.entries(persons)) {
      const rows = await sql<{ id: string }[]>`
        update habilitation h set revoked_at = now() from user_account a, site s, laboratory l
        where a.login = ${login} and h.user_id = a.id and s.id = h.site_id and l.id = s.laboratory_id and l.short_name <> ${laboratory} and h.revoked_at is null returning h.id`;
      ids.push(...rows.map(({ id }) => id));
    }
    return ids;
  });
  return () => withBooks(async (sql) => void (await sql`update habilitation set revoked_at = null where id = any (${ended})`));
}

async function open(page: Page, number: string): Promise<void> {
  const search = page.getByRole('searchbox', { name: /Chercher/ });
  const line = page.getByRole('link', { name: /ESSAI-PARTAGE ALEX/ });
  await expect(async () => {
    await search.fill('');
    await search.fill(number);
    await expect(line).toHaveCount(1, { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await line.click();
  await expect(page.getByRole('main').getByText(`dossier ${number}`)).toBeVisible();
}

async function sign(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Valider tout' }).click();
  const sheet = page.getByRole('dialog', { name: title });
  await sheet.getByLabel('Votre mot de passe').fill(DEMO_PASSWORD);
  await sheet.getByRole('button', { name: 'Signer' }).click();
  await expect(sheet).toBeHidden();
}

test('a subcontracted dossier: the whole waits for the part, the executing laboratory validates its own, nothing leaves of it, and the report names both', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const putBack = await belongTo({ 'h.marchetti': 'Valmont', 'k.haddad': 'Hauterive' });
  try {
    const [sampling, executing] = [await watchedPage(browser, TABLET), await watchedPage(browser, TABLET)];
    const number = freshAccessionNumber();
    await enter(sampling.page, 'h.marchetti');
    await enter(executing.page, 'k.haddad');
    const results = [
      { value: '4.2', flag: 'N' },
      { code: 'TSH', label: 'TSH', value: '2.1', unit: 'mUI/L', flag: 'N', executedBy: 'LBM-HAUTERIVE' as const },
    ];
    expect(await send(testMessage({ accessionNumber: number, sentAt: new Date(), patient: PATIENT, results }))).toBe('AA');

    await test.step('the sampling laboratory sees whose validation is awaited, and cannot take it in silence', async () => {
      await open(sampling.page, number);
      await expect(sampling.page.getByText(/attend la validation de Hauterive/).first()).toBeVisible();
      await expectAccessible(sampling, BOTH);
      await sampling.page.screenshot({ path: test.info().outputPath('whole-waits.png') });
    });

    await test.step('the executing laboratory has its part in its list, signs that, and nothing leaves', async () => {
      await open(executing.page, number);
      await expect(executing.page.getByText(/Part sous-traitée pour Valmont/).first()).toBeVisible();
      await expectTouchable(executing);
      await expectAccessible(executing, BOTH);
      await executing.page.screenshot({ path: test.info().outputPath('part.png') });
      await sign(executing.page, 'Signer la part de votre laboratoire');
      await expect.poll(() => partsOf(number)).toBe(1);
      expect(await receivedAbout(number, 'decision')).toEqual([]);
    });

    await test.step('the sampling laboratory validates the whole: both are named to the LIS and on the report', async () => {
      await sampling.page.goto('/worklist');
      await open(sampling.page, number);
      await expect(sampling.page.getByText(/validé par Hauterive \(.*HADDAD.*\)/).first()).toBeVisible();
      await sampling.page.screenshot({ path: test.info().outputPath('whole.png') });
      await sign(sampling.page, 'Signer la validation');
      await expect.poll(async () => (await receivedAbout(number, 'decision')).length, { timeout: 40_000 }).toBe(1);
      await expect.poll(() => namedOn(number), { timeout: 30_000 }).toEqual([expect.stringContaining('MARCHETTI'), expect.stringContaining('HADDAD')]);
    });
    await expectNoTrouble(sampling);
    await expectNoTrouble(executing);
  } finally {
    await putBack();
  }
});

const partsOf = (number: string): Promise<number> =>
  withBooks(async (sql) => {
    const [row] = await sql<{ parts: number }[]>`
      select count(*)::int as parts from part_decision p join dossier d on d.id = p.dossier_id where d.accession_number = ${number} and p.kind = 'validate'`;
    return row?.parts ?? 0;
  });

/** Who validated, as the newest report says. */
const namedOn = (number: string): Promise<string[]> =>
  withBooks(async (sql) => {
    const [row] = await sql<{ names: string[] }[]>`
      select array(select v ->> 'name' from jsonb_array_elements(r.content -> 'validations') v) as names
      from report r join dossier d on d.id = r.dossier_id where d.accession_number = ${number} order by r.version desc limit 1`;
    return row?.names ?? [];
  });
