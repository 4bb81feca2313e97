import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { systemActor } from './actor';
import { contextFor } from './context';
import { newId } from './ids';

/** Who sees a row of which table, by raw SQL under the web server's role: what the application forgets, the database refuses. */
const PEOPLE = {
  nobody: {},
  system: { actor_kind: 'system' },
  biologist: { actor_kind: 'professional', roles: 'biologist', site_ids: referenceIds.site('valmont') },
  'biologist elsewhere': { actor_kind: 'professional', roles: 'biologist', site_ids: referenceIds.site('hauterive') },
  'biologist nowhere': { actor_kind: 'professional', roles: 'biologist', site_ids: '' },
  technician: { actor_kind: 'professional', roles: 'technician', site_ids: referenceIds.site('valmont') },
  prescriber: { actor_kind: 'professional', roles: 'prescriber', prescriber_id: referenceIds.prescriber('10001234567') },
  'other prescriber': { actor_kind: 'professional', roles: 'prescriber', prescriber_id: referenceIds.prescriber('99900001233') },
  ward: { actor_kind: 'professional', roles: 'ward_staff', ward_ids: referenceIds.ward('valmont', 'URG') },
  'other ward': { actor_kind: 'professional', roles: 'ward_staff', ward_ids: referenceIds.ward('valmont', 'REA') },
  manager: { actor_kind: 'professional', roles: 'manager', site_ids: referenceIds.site('valmont') },
  référent: { actor_kind: 'professional', roles: 'referent', site_ids: referenceIds.site('valmont') },
  administrator: { actor_kind: 'professional', roles: 'administrator' },
  patient: { actor_kind: 'patient', patient_id: '' },
  'other patient': { actor_kind: 'patient', patient_id: newId() },
  anonymous: { actor_kind: 'anonymous', notice_token_hash: 'x' },
} satisfies Record<string, Record<string, string>>;

type Person = keyof typeof PEOPLE;
const LABORATORY: Person[] = ['biologist', 'technician'];
const READERS: Person[] = ['prescriber', 'ward', 'patient'];
const EXCHANGES: Person[] = ['administrator', 'manager', 'référent'];

/** Every table with row-level security has its line, or the test fails. */
const SEES: Record<string, Person[]> = {
  patient: [...LABORATORY, 'patient'],
  dossier: LABORATORY,
  service_request: LABORATORY,
  specimen: LABORATORY,
  observation_version: LABORATORY,
  dossier_revision: LABORATORY,
  validation_decision: LABORATORY,
  decision_observation: LABORATORY,
  worklist_entry: ['biologist'],
  report: [...LABORATORY, ...READERS],
  report_recipient: [...LABORATORY, ...READERS],
  report_view: ['biologist', ...READERS],
  notice: [],
  one_time_code: [],
  pdf_ticket: [],
  inbound_message: EXCHANGES,
  repair_item: EXCHANGES,
  outbound_message: EXCHANGES,
  outbound_attempt: EXCHANGES,
  audit_event: ['administrator', 'biologist', 'manager'],
  dossier_activity: ['manager'],
};

let portal: TestPortal;
beforeAll(async () => {
  portal = await openTestPortal();
  const { reportId, dossierId } = await portal.release({ results: [{ code: 'ZAK' }] });
  const at = portal.clock.now().toISOString();
  const statements = [
    sql`insert into report_view (id, report_id, dossier_id, reader_kind, user_id, reader_name, reader_role, medium, viewed_at, address)
      values (${newId()}, ${reportId}, ${dossierId}, 'professional', ${newId()}, 'X', 'prescriber', 'screen', ${at}, '')`,
    sql`insert into one_time_code (id, notice_id, created_at, expires_at) select ${newId()}, id, ${at}, ${at} from notice limit 1`,
    sql`insert into pdf_ticket (id, token_hash, report_id, session_id, created_at, expires_at) values (${newId()}, 'h', ${reportId}, ${newId()}, ${at}, ${at})`,
    sql`insert into outbound_attempt (id, message_id, at, outcome) select ${newId()}, id, ${at}, 'refused' from outbound_message limit 1`,
    sql`insert into dossier_activity (dossier_id, site_id, priority, is_test, received_at) values (${dossierId}, ${referenceIds.site('valmont')}, 'routine', false, ${at}) on conflict do nothing`,
  ];
  for (const statement of statements) await portal.access.worker.execute(statement);
  const [row] = await portal.rowsOf<{ id: string }>(sql`select patient_id as id from report where id = ${reportId}`);
  PEOPLE.patient.patient_id = row?.id ?? '';
});
afterAll(() => portal.end());

const countAs = (settings: Record<string, string>, table: string): Promise<number> =>
  portal.access.web.transaction(async (tx) => {
    for (const [name, value] of Object.entries(settings)) await tx.execute(sql`select set_config(${`relais.${name}`}, ${value}, true)`);
    const rows = await tx.execute<{ n: number }>(sql`select count(*)::int as n from (select 1 from ${sql.identifier(table)}) rows`);
    return rows[0]?.n ?? 0;
  });

test('every table with row-level security is in the matrix, and holds a row to see', async () => {
  const tables = await portal.rowsOf<{ name: string }>(
    sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity order by relname`,
  );
  expect(tables.map(({ name }) => name)).toEqual(Object.keys(SEES).toSorted());
  const empty = [];
  for (const { name } of tables) if ((await portal.rowsOf(sql`select 1 from ${sql.identifier(name)} limit 1`)).length === 0) empty.push(name);
  expect(empty).toEqual([]);
});

test.each(Object.entries(SEES))('rows of %s are seen by %j and nobody else', async (table, expected) => {
  const seeing: string[] = [];
  for (const [person, settings] of Object.entries(PEOPLE)) if ((await countAs(settings, table)) > 0) seeing.push(person);
  expect(seeing.toSorted()).toEqual(expected.toSorted());
});

test('the settings of one person never reach the next transaction on the same connection', async () => {
  const biologist = portal.as(portal.biologist);
  const system = contextFor(portal.access.web, systemActor('web'), portal.clock.now);
  const count = async (ctx: typeof system | typeof biologist) =>
    (await ctx.transaction((tx) => tx.execute<{ n: number }>(sql`select count(*)::int as n from dossier`)))[0]?.n;
  for (let round = 0; round < 15; round += 1) {
    expect(await count(biologist)).toBe(1);
    expect(await count(system)).toBe(0);
    expect(await countAs({}, 'dossier')).toBe(0);
  }
  await expect(biologist.transaction(async () => Promise.reject(new Error('rolled back')))).rejects.toThrow('rolled back');
  expect(await countAs({}, 'dossier')).toBe(0);
});

describe('neither web server nor worker', () => {
  const tables = ['audit_event', 'observation_version', 'dossier_revision', 'report_view'] as const;
  test.each(
    tables.flatMap(
      (table) =>
        [
          ['changes', table, sql`update ${sql.identifier(table)} set ${sql.identifier(table === 'audit_event' ? 'action' : 'id')} = null`],
          ['removes from', table, sql`delete from ${sql.identifier(table)}`],
          ['empties', table, sql`truncate ${sql.identifier(table)} cascade`],
        ] as const,
    ),
  )('%s %s', async (_what, _table, statement) => {
    for (const db of [portal.access.web, portal.access.worker]) await expect(db.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  test.each(['content', 'pdf', 'kind', 'version', 'released_at'])('changes %s of a report', async (column) => {
    for (const db of [portal.access.web, portal.access.worker])
      await expect(db.execute(sql`update report set ${sql.identifier(column)} = null`)).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});

test.each([
  ['raw', 'inbound_message'],
  ['answer', 'inbound_message'],
  ['payload', 'outbound_message'],
  ['*', 'inbound_message'],
])('the web server cannot select %s of %s, whoever asks', async (column, table) => {
  const select = column === '*' ? sql`select * from ${sql.identifier(table)}` : sql`select ${sql.identifier(column)} from ${sql.identifier(table)}`;
  await expect(portal.access.web.execute(select)).rejects.toMatchObject({ cause: { code: '42501' } });
});

test.each(['fact', 'graphile_worker.jobs'])('the web server tells facts and reads none (%s)', async (table) => {
  await expect(portal.access.web.execute(sql.raw(`select 1 from ${table}`))).rejects.toMatchObject({ cause: { code: '42501' } });
});

test('a biologist sees the other dossiers of her patient in another hospital by a qualified INS, and by nothing less', async () => {
  const elsewhere = (accessionNumber: string, patient: Partial<TestMessage['patient']>) =>
    portal.receive(testMessage({ laboratory: 'LBM-HAUTERIVE', accessionNumber, patient }));
  await elsewhere('26112277001', { identifier: '0007777', ins: '276037510669380' });
  await elsewhere('26112277002', { identifier: '0007778', ins: '279035121518989', birthDate: '1979-03-29' });
  await elsewhere('26112277003', { identifier: '0007779', ins: '279035121518989', reliability: 'PROV' });
  expect(await countAs(PEOPLE.biologist, 'dossier')).toBe(1);
  await elsewhere('26112277004', { identifier: '0007780', ins: '279035121518989' });
  expect(await countAs(PEOPLE.biologist, 'dossier')).toBe(2);
  expect(await countAs(PEOPLE['biologist elsewhere'], 'dossier')).toBe(5);
  expect(await countAs(PEOPLE['biologist nowhere'], 'dossier')).toBe(0);
  expect(await countAs(PEOPLE.biologist, 'worklist_entry')).toBe(1);
});
