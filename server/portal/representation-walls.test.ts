import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import { link, makeAccount, represent, settingsOf } from '../main/testing-representation';
import type { RepresentationKind } from '../patient/representation-rules';

let portal: TestPortal;
let patientId: string;
let plain: { reportId: string; dossierId: string };
let secret: { reportId: string; dossierId: string };
let accountId: string;

const SECRET = { code: 'HCG', label: 'hCG', loincCode: '19080-1', value: '3200', unit: 'UI/L' };

beforeAll(async () => {
  portal = await openTestPortal();
  plain = await portal.release();
  secret = await portal.release({ results: [SECRET] });
  const [row] = await portal.rowsOf<{ id: string }>(sql`select patient_id as id from report where id = ${plain.reportId}`);
  patientId = row?.id ?? '';
});
beforeEach(async () => {
  accountId = await makeAccount(portal);
  await flagged(plain, []);
  await flagged(secret, []);
  await aged(8);
});
afterAll(() => portal.end());

/** So many years old today in Paris, or so many days after that birthday. */
const aged = (years: number, days = 0) =>
  portal.rowsOf(
    sql`update patient set birth_date = ((now() at time zone 'Europe/Paris')::date - make_interval(years => ${years}) - make_interval(days => ${days}))::date where id = ${patientId}`,
  );
const flagged = ({ dossierId }: { dossierId: string }, flags: string[]) =>
  portal.rowsOf(sql`update dossier set confidentiality = ${`{${flags.join(',')}}`}::text[] where id = ${dossierId}`);

/** As the database itself sees the person: no use case in between. */
async function asPerson<T>(
  settings: Record<string, string>,
  work: (run: (statement: ReturnType<typeof sql>) => Promise<Record<string, unknown>[]>) => Promise<T>,
): Promise<T> {
  return portal.access.web.transaction(async (tx) => {
    for (const [name, value] of Object.entries(settings)) await tx.execute(sql`select set_config(${`relais.${name}`}, ${value}, true)`);
    return work(async (statement) => [...(await tx.execute(statement))]);
  });
}

/** Which of the two reports a person finds, by every table that could tell of them. */
async function seen(settings: Record<string, string>): Promise<string[]> {
  return asPerson(settings, async (run) => {
    const names: string[] = [];
    for (const [name, { reportId }] of Object.entries({ plain, secret })) {
      const reports = await run(sql`select 1 from report where id = ${reportId}`);
      const recipients = await run(sql`select 1 from report_recipient where report_id = ${reportId}`);
      const opens = await run(sql`select 1 where report_is_addressed_to_actor(${reportId})`);
      expect([recipients.length > 0, opens.length > 0]).toEqual([reports.length > 0, reports.length > 0]);
      if (reports.length > 0) names.push(name);
    }
    return names;
  });
}

const asRepresentative = async (kind: RepresentationKind, changes: Partial<Parameters<typeof represent>[1]> = {}) =>
  settingsOf({ patientId, accountId, representationId: await represent(portal, { patientId, accountId, kind, ...changes }) });

const BOTH = ['plain', 'secret'];

describe('a representative reads, by raw SQL as the web server’s role', () => {
  test.each<[RepresentationKind, string, number, number, string[]]>([
    ['parent', 'a child of 14', 14, 0, BOTH],
    ['parent', 'a child on the eve of fifteen', 15, -1, BOTH],
    ['parent', 'a minor on the fifteenth birthday', 15, 0, ['plain']],
    ['parent', 'a minor of 17', 17, 0, ['plain']],
    ['parent', 'a minor on the eve of eighteen', 18, -1, ['plain']],
    ['parent', 'an adult on the eighteenth birthday', 18, 0, []],
    ['parent', 'an adult', 40, 0, []],
    ['guardian', 'a child of 14', 14, 0, BOTH],
    ['guardian', 'a minor of 15', 15, 0, ['plain']],
    ['guardian', 'a minor of 17', 17, 0, ['plain']],
    ['guardian', 'an adult of 18', 18, 0, BOTH],
    ['trusted', 'an adult of 18', 18, 0, BOTH],
    ['trusted', 'an adult of 80', 80, 0, BOTH],
  ])('a %s of %s', async (kind, _who, years, days, expected) => {
    await aged(years, days);
    expect(await seen(await asRepresentative(kind))).toEqual(expected);
  });

  test.each(['parent', 'guardian', 'trusted'] as const)('a %s never finds a dossier flagged INVISIBLE_REP_LEGAUX, its patient does', async (kind) => {
    await aged(kind === 'trusted' ? 70 : 8);
    await flagged(plain, ['INVISIBLE_REP_LEGAUX']);
    expect(await seen(await asRepresentative(kind))).toEqual(['secret']);
    await link(portal, accountId, patientId);
    expect(await seen(settingsOf({ patientId, accountId }))).toEqual(BOTH);
  });

  test('nobody of the realm finds a dossier flagged INVISIBLE_PATIENT', async () => {
    await flagged(plain, ['INVISIBLE_PATIENT']);
    await link(portal, accountId, patientId);
    expect(await seen(await asRepresentative('parent'))).toEqual(['secret']);
    expect(await seen(settingsOf({ patientId, accountId }))).toEqual(['secret']);
    expect(await seen(settingsOf({ patientId }))).toEqual(['secret']);
    await flagged(plain, ['MASQUE_PS', 'CONNEXION_SECRETE']);
    expect(await seen(settingsOf({ patientId, accountId }))).toEqual(BOTH);
  });

  test.each<[string, Partial<Parameters<typeof represent>[1]>]>([
    ['revoked', { revoked: true }],
    ['over', { to: new Date(Date.now() - 1000) }],
    ['still to come', { from: new Date(Date.now() + 3_600_000) }],
    ['without an account', { accountId: null }],
  ])('nothing by one that is %s', async (_what, changes) => {
    const settings = await asRepresentative('parent', changes);
    expect(await seen(settings)).toEqual([]);
    expect(await asPerson(settings, (run) => run(sql`select 1 from patient`))).toEqual([]);
  });

  test('nothing by somebody else’s representation, for another patient, or by one that is not', async () => {
    const { representation_id } = await asRepresentative('parent');
    const stranger = await makeAccount(portal);
    expect(await seen({ ...settingsOf({ patientId, accountId: stranger }), representation_id: representation_id ?? '' })).toEqual([]);
    expect(await seen(settingsOf({ patientId, accountId: null, representationId: representation_id ?? '' }))).toEqual([]);
    expect(await seen(settingsOf({ patientId, accountId, representationId: stranger }))).toEqual([]);
    const other = await portal.release({ patient: { identifier: '0009998', birthFamilyName: 'AUTRE' } });
    const [row] = await portal.rowsOf<{ id: string }>(sql`select patient_id as id from report where id = ${other.reportId}`);
    const forOther = { ...settingsOf({ patientId: row?.id ?? '', accountId }), representation_id: representation_id ?? '' };
    expect(await asPerson(forOther, (run) => run(sql`select 1 from report`))).toEqual([]);
  });

  test('nothing once the account is closed', async () => {
    const settings = await asRepresentative('parent');
    await portal.rowsOf(sql`update patient_account set closed_at = now() where id = ${accountId}`);
    expect(await seen(settings)).toEqual([]);
  });

  test('a child whose birth date is not known has no parent here', async () => {
    const settings = await asRepresentative('parent');
    await portal.rowsOf(sql`update patient set birth_date = null where id = ${patientId}`);
    expect(await seen(settings)).toEqual([]);
  });
});

describe('the patient reads', () => {
  test('by an account that is linked to this identity, and by no other', async () => {
    expect(await seen(settingsOf({ patientId, accountId }))).toEqual([]);
    await link(portal, accountId, patientId);
    expect(await seen(settingsOf({ patientId, accountId }))).toEqual(BOTH);
    await portal.rowsOf(sql`update patient_link set ended_at = now() where account_id = ${accountId}`);
    expect(await seen(settingsOf({ patientId, accountId }))).toEqual([]);
  });

  test('at fifteen all of it by an own account, by the link of a notice only what a parent might see', async () => {
    await aged(15);
    await link(portal, accountId, patientId);
    expect(await seen(settingsOf({ patientId, accountId }))).toEqual(BOTH);
    expect(await seen(settingsOf({ patientId }))).toEqual(['plain']);
    await flagged(plain, ['INVISIBLE_REP_LEGAUX']);
    expect(await seen(settingsOf({ patientId }))).toEqual([]);
    await aged(18);
    expect(await seen(settingsOf({ patientId }))).toEqual(BOTH);
  });

  test('nothing while he opposes publication on line, and neither does whoever reads for him', async () => {
    await link(portal, accountId, patientId);
    const settings = await asRepresentative('parent');
    const [row] = await portal.rowsOf<{ id: string }>(
      sql`insert into patient_opposition (id, patient_id, subject, since) values (gen_random_uuid(), ${patientId}, 'portal', now()) returning id`,
    );
    for (const person of [settings, settingsOf({ patientId, accountId }), settingsOf({ patientId })]) expect(await seen(person)).toEqual([]);
    await portal.rowsOf(sql`update patient_opposition set ended_at = now() where id = ${row?.id ?? ''}`);
    expect(await seen(settings)).toEqual(BOTH);
  });
});

test('every version of a dossier closes with the one that names what is protected', async () => {
  const first = await portal.release({ accessionNumber: '26112290900' });
  portal.clock.pass(60_000);
  await portal.release({ accessionNumber: '26112290900', results: [{}, SECRET] });
  await aged(16);
  const settings = await asRepresentative('parent');
  const found = await asPerson(settings, (run) => run(sql`select 1 from report where dossier_id = ${first.dossierId}`));
  expect(found).toEqual([]);
  await aged(14);
  expect(await asPerson(settings, (run) => run(sql`select 1 from report where dossier_id = ${first.dossierId}`))).toHaveLength(2);
});
