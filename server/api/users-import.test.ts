import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { grantHabilitations } from '../access/grant-habilitations';
import { makeUser } from '../access/testing';
import { contextOf } from '../access/testing-rights';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { applyRows, previewRows } from './users-import';
import type { ImportRow } from './users-types';

let product: TestProduct;
let administrator: Context<ProfessionalActor>;
const PROOF = newId();

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct({ start: '2026-11-21T10:00:00+01:00' });
  administrator = await contextOf(
    product.access.web,
    product.clock.now,
    await makeUser(product.access.worker, product.clock.now, { login: 's.perrin', habilitations: [{ role: 'administrator' }] }),
  );
});
afterAll(() => product.end());

let made = 0;
const row = (changes: Partial<ImportRow> = {}): ImportRow => ({
  row: (made += 1) + 1,
  login: `l.import${made}`,
  familyName: 'IMPORTÉE',
  givenName: 'Lise',
  title: '',
  profession: 'Technicienne',
  rppsNumber: '',
  email: '',
  role: 'technicien',
  site: 'Valmont',
  ward: '',
  from: '',
  to: '',
  ...changes,
});

async function preview(rows: ImportRow[]) {
  const outcome = await previewRows(administrator, rows);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}
const reasonsOf = async (changes: Partial<ImportRow>) => (await preview([row(changes)])).lines[0]?.reasons;
const accounts = async () => Number((await product.access.worker.execute(sql`select count(*)::int as n from user_account`))[0]?.['n']);
const apply = (rows: ImportRow[], fingerprint: string, ctx = administrator) => applyRows(ctx, { rows, fingerprint }, PROOF);

describe('the words of a file', () => {
  test('are read in French, with or without accents, and days as they are written', async () => {
    for (const changes of [
      { role: 'Référent', site: 'hauterive' },
      { role: 'qualité', to: '31/12/2027' },
      { role: 'médecin administrateur', site: '' },
      { role: 'service', site: 'Hauterive', ward: 'urg' },
      { role: 'service', site: '', ward: 'MED3B' },
      { role: 'prescripteur', site: '', rppsNumber: '99900001233' },
      { role: '', site: '' },
    ])
      expect([changes, await reasonsOf(changes)]).toEqual([changes, []]);
  });

  test.each([
    [{ site: 'Ailleurs' }, ['site-unknown']],
    [{ role: 'sorcier' }, ['role-unknown', 'role-missing']],
    [{ role: 'service', site: '', ward: 'URG' }, ['ward-ambiguous']],
    [{ role: 'service', site: 'Hauterive', ward: 'MED3B' }, ['ward-unknown']],
    [{ from: '31/02/2027' }, ['date-unreadable']],
    [{ email: 'pas une adresse' }, ['email-invalid']],
    [{ role: 'prescripteur', site: '', rppsNumber: '99999999999' }, ['role-needs-prescriber']],
    [{ role: 'administrateur' }, ['role-takes-no-place']],
  ])('that cannot be read are told: %j', async (changes, reasons) => expect(await reasonsOf(changes)).toEqual(reasons));
});

describe('an import', () => {
  test('seen in preview writes nothing', async () => {
    const before = await accounts();
    expect((await preview([row(), row()])).counts).toEqual({ create: 2, change: 0, unchanged: 0, refused: 0 });
    expect(await accounts()).toBe(before);
  });

  test('makes accounts and rights at once, and each code is answered once', async () => {
    const rows = [row({ login: 'l.deux' }), row({ login: 'l.deux', site: 'Hauterive' }), row({ login: 'l.service', role: 'service', ward: 'MED3B' })];
    const done = await apply(rows, (await preview(rows)).fingerprint);
    expect(done).toMatchObject({ ok: true, value: { created: [{ login: 'l.deux' }, { login: 'l.service' }], changed: 0, granted: 3 } });
    expect((await preview(rows)).counts).toEqual({ create: 0, change: 0, unchanged: 3, refused: 0 });
    const trace = await product.access.worker.execute(sql`select detail from audit_event where action = 'account.import' order by sequence desc limit 1`);
    expect(trace).toMatchObject([{ detail: { created: 2, granted: 3, proof: PROOF } }]);
  });

  test('with one refused line does nothing at all', async () => {
    const rows = [row(), row({ site: 'Ailleurs' })];
    const before = await accounts();
    expect(await apply(rows, (await preview(rows)).fingerprint)).toMatchObject({ ok: false, refusal: { code: 'import-refused' } });
    expect(await accounts()).toBe(before);
  });

  test('is refused when the file is not the one that was seen', async () => {
    const rows = [row()];
    const { fingerprint } = await preview(rows);
    expect(await apply([{ ...(rows[0] ?? row()), site: 'Hauterive' }], fingerprint)).toMatchObject({ ok: false, refusal: { code: 'import-stale' } });
  });

  test('is refused when an account of it changed meanwhile, even without changing what it would do', async () => {
    const userId = await makeUser(product.access.worker, product.clock.now, {
      login: 'l.entre',
      familyName: 'IMPORTÉE',
      givenName: 'Lise',
      profession: 'Technicienne',
    });
    const rows = [row({ login: 'l.entre' })];
    const { fingerprint } = await preview(rows);
    await grantHabilitations(administrator, { userId, role: 'manager', placeIds: [referenceIds.site('hauterive')], from: null, to: null }, PROOF);
    expect(await apply(rows, fingerprint)).toMatchObject({ ok: false, refusal: { code: 'import-stale' } });
  });

  test('applied twice at once is done once', async () => {
    const rows = [row()];
    const { fingerprint } = await preview(rows);
    const both = await Promise.all([apply(rows, fingerprint), apply(rows, fingerprint)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('does not exist for a quality manager', async () => {
    const userId = await makeUser(product.access.worker, product.clock.now, { login: 'o.qualite', habilitations: [{ role: 'quality_manager' }] });
    const quality = await contextOf(product.access.web, product.clock.now, userId);
    expect(await previewRows(quality, [row()])).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    expect(await apply([row()], 'x', quality)).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  });
});
