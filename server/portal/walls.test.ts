import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../db/client';
import { referenceIds } from '../main/seed/reference';
import { newestLink, OTHER_RPPS, openTestPortal, type TestPortal } from '../main/testing-portal';
import { newId, sha256 } from '../platform/ids';

type Settings = Record<string, string>;

let portal: TestPortal;
let target: { reportId: string; dossierId: string };
let people: Record<string, Settings>;
const visible = ['report', 'report_recipient', 'report_view', 'patient', 'dossier', 'observation_version', 'notice', 'one_time_code', 'pdf_ticket'] as const;

beforeAll(async () => {
  portal = await openTestPortal();
  target = await portal.release();
  const token = await newestLink(portal);
  const other = await portal.release({
    patient: { identifier: '0009999', birthFamilyName: 'AUTRE' },
    prescriberRpps: OTHER_RPPS,
    encounter: { ward: 'CARDIO' },
  });
  const [mine] = await portal.rowsOf<{ id: string }>(sql`select patient_id as id from report where id = ${target.reportId}`);
  const [theirs] = await portal.rowsOf<{ id: string }>(sql`select patient_id as id from report where id = ${other.reportId}`);
  const nurse = (ward: string) => ({ actor_kind: 'professional', user_id: newId(), roles: 'ward_staff', ward_ids: referenceIds.ward('valmont', ward) });
  const prescriber = (rpps: string) => ({ actor_kind: 'professional', user_id: newId(), roles: 'prescriber', prescriber_id: referenceIds.prescriber(rpps) });
  people = {
    'the prescriber': prescriber('10001234567'),
    'another prescriber': prescriber(OTHER_RPPS),
    'the prescriber’s number without his role': { ...prescriber('10001234567'), roles: 'manager' },
    'the ward': nurse('URG'),
    'another ward': nurse('CARDIO'),
    'the ward without its role': { ...nurse('URG'), roles: 'prescriber' },
    'the patient': { actor_kind: 'patient', patient_id: mine?.id ?? '' },
    'another patient': { actor_kind: 'patient', patient_id: theirs?.id ?? '' },
    'a professional who calls himself the patient': { actor_kind: 'professional', roles: 'prescriber', patient_id: mine?.id ?? '' },
    'an administrator': { actor_kind: 'professional', user_id: newId(), roles: 'administrator,manager' },
    'somebody unknown': { actor_kind: 'anonymous' },
    'the bearer of the link': { actor_kind: 'anonymous', notice_token_hash: sha256(token) },
    'the bearer of a wrong link': { actor_kind: 'anonymous', notice_token_hash: sha256(`${token}x`) },
    'nobody at all': {},
  };
  await portal.rowsOf(sql`insert into report_view (id, report_id, dossier_id, reader_kind, user_id, reader_name, reader_role, medium, viewed_at, address)
    values (${newId()}, ${target.reportId}, ${target.dossierId}, 'professional', ${newId()}, 'X', 'prescriber', 'screen', now(), '')`);
});
afterAll(() => portal.end());

/** What PostgreSQL answers to a missing grant and to a policy alike. */
const forbidden = { cause: { code: '42501' } };

/** As the database itself sees the person: no use case in between. */
async function asPerson<T>(settings: Settings, work: (run: (statement: ReturnType<typeof sql>) => Promise<unknown[]>) => Promise<T>): Promise<T> {
  return portal.access.web.transaction(async (tx) => {
    for (const [name, value] of Object.entries(settings)) await tx.execute(sql`select set_config(${`relais.${name}`}, ${value}, true)`);
    return work(async (statement) => [...(await tx.execute(statement))]);
  });
}

const readable = (who: string) =>
  asPerson(people[who] ?? {}, async (run) => {
    const seen: string[] = [];
    for (const table of visible) {
      const ofTarget =
        table === 'report'
          ? sql`id = ${target.reportId}`
          : table === 'report_recipient' || table === 'report_view'
            ? sql`report_id = ${target.reportId}`
            : sql`true`;
      const rows = await run(sql`select 1 from ${sql.identifier(table)} where ${ofTarget} limit 1`);
      if (rows.length > 0) seen.push(table);
    }
    return seen;
  });

describe('by raw SQL as the web server’s role', () => {
  test.each<[who: string, seen: (typeof visible)[number][]]>([
    ['the prescriber', ['report', 'report_recipient', 'report_view']],
    ['another prescriber', []],
    ['the prescriber’s number without his role', []],
    ['the ward', ['report', 'report_recipient', 'report_view']],
    ['another ward', []],
    ['the ward without its role', []],
    ['the patient', ['report', 'report_recipient', 'report_view', 'patient']],
    ['another patient', ['patient']],
    ['a professional who calls himself the patient', []],
    ['an administrator', []],
    ['somebody unknown', []],
    ['the bearer of the link', ['patient', 'notice']],
    ['the bearer of a wrong link', []],
    ['nobody at all', []],
  ])('%s sees of a report exactly: %j', async (who, seen) => {
    expect(await readable(who)).toEqual(seen);
  });

  test('another patient sees his own row of the register alone', async () => {
    const rows = await asPerson(people['another patient'] ?? {}, (run) => run(sql`select identifier from patient`));
    expect(rows).toEqual([{ identifier: '0009999' }]);
  });

  test('the bearer of a link sees that notice alone', async () => {
    expect(await asPerson(people['the bearer of the link'] ?? {}, (run) => run(sql`select report_id as id from notice`))).toEqual([{ id: target.reportId }]);
  });

  test('a ward loses sight of a report thirty days after it came, once the patient has left', async () => {
    const asOwner = connect(portal.access.database.ownerUrl, { max: 1, applicationName: 'test-owner' });
    const move = (days: number) =>
      asOwner.db.execute(sql`update report_recipient set available_at = available_at - make_interval(days => ${days}) where report_id = ${target.reportId}`);
    // The patient has left: while she lies there the ward sees everything of hers, however old.
    await asOwner.db.execute(sql`update patient_stay set until = since`);
    await move(31);
    expect(await readable('the ward')).toEqual([]);
    expect(await readable('the prescriber')).toContain('report');
    await move(-31);
    expect(await readable('the ward')).toContain('report');
    await asOwner.close();
  });

  test.each(['another prescriber', 'another ward', 'another patient', 'somebody unknown', 'nobody at all'])(
    '%s cannot put a reading on record',
    async (who) => {
      const settings = people[who] ?? {};
      const insert = asPerson(settings, (run) =>
        run(sql`insert into report_view (id, report_id, dossier_id, reader_kind, user_id, patient_id, reader_name, reader_role, medium, viewed_at, address)
        values (${newId()}, ${target.reportId}, ${target.dossierId}, ${settings.patient_id ? 'patient' : 'professional'}, ${settings.user_id ?? newId()}, ${settings.patient_id ?? null}, 'X', 'x', 'screen', now(), '')`),
      );
      await expect(insert).rejects.toMatchObject(forbidden);
    },
  );

  test('nobody records a reading in another one’s name, changes one or takes one away', async () => {
    const settings = people['the prescriber'] ?? {};
    const forged = asPerson(settings, (run) =>
      run(sql`insert into report_view (id, report_id, dossier_id, reader_kind, user_id, reader_name, reader_role, medium, viewed_at, address)
        values (${newId()}, ${target.reportId}, ${target.dossierId}, 'professional', ${newId()}, 'X', 'x', 'screen', now(), '')`),
    );
    await expect(forged).rejects.toMatchObject(forbidden);
    await expect(asPerson(settings, (run) => run(sql`update report_view set viewed_at = now()`))).rejects.toMatchObject(forbidden);
    await expect(asPerson(settings, (run) => run(sql`delete from report_view`))).rejects.toMatchObject(forbidden);
    await expect(asPerson(settings, (run) => run(sql`update report set content = '{}'`))).rejects.toMatchObject(forbidden);
    await expect(
      asPerson(settings, (run) =>
        run(
          sql`insert into report_recipient (id, report_id, kind, prescriber_id, available_at) values (${newId()}, ${target.reportId}, 'prescriber', ${settings.prescriber_id ?? null}, now())`,
        ),
      ),
    ).rejects.toMatchObject(forbidden);
  });
});
