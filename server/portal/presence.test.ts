import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BIRTH_DATE, OTHER_RPPS, openTestPortal, type TestPortal } from '../main/testing-portal';
import { makeAccount, represent } from '../main/testing-representation';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import { listReports } from './list-reports';
import { readPresence } from './read-presence';
import { redeemPresenceCode } from './redeem-presence-code';
import { requestPdf } from './request-pdf';
import { showPresenceCode } from './show-presence-code';
import { stopPresenceCode } from './stop-presence-code';
import { viewReport } from './view-report';

const HOUR = 3_600_000;
const MINUTE = 60_000;

let portal: TestPortal;
let one: { reportId: string; accessionNumber: string };
let two: { reportId: string };
let foreign: { reportId: string };
let patient: PatientActor;
beforeAll(async () => {
  portal = await openTestPortal();
  one = await portal.release();
  two = await portal.release();
  foreign = await portal.release({ patient: { identifier: '0006001', birthFamilyName: 'ÉTRANGÈRE' } });
  patient = await portal.patient(one.reportId);
});
afterAll(() => portal.end());

const show = async (reportIds: string[] | null = null, who = patient): Promise<string> => {
  const shown = await showPresenceCode(portal.asPatient(who), { reportIds });
  if (!shown.ok) throw new Error(shown.refusal.code);
  return shown.value.code;
};
const redeem = (who: ProfessionalActor, code: string, birthDate = BIRTH_DATE) => redeemPresenceCode(portal.as(who), { code, birthDate });
const reads = async (who: ProfessionalActor, reportId: string): Promise<boolean> => (await viewReport(portal.as(who), { reportId })).ok;
const stranger = () => portal.prescriber(OTHER_RPPS);
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) => (outcome.ok ? 'opened' : outcome.refusal?.code);
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a code shown by the patient', () => {
  test('opens exactly the chosen report, to the one who hands it in, for an hour, as a reading « presence »', async () => {
    const doctor = await stranger();
    const other = await stranger();
    const code = await show([one.reportId]);
    expect(code).toMatch(/^\d{6}$/);
    expect(await redeem(doctor, code)).toMatchObject({ ok: true, value: { patientName: 'PAT-TROIS DOMINIQUE' } });
    expect([await reads(doctor, one.reportId), await reads(doctor, two.reportId), await reads(doctor, foreign.reportId)]).toEqual([true, false, false]);
    expect(await reads(other, one.reportId)).toBe(false);
    expect(await portal.rowsOf(sql`select ground from report_view where report_id = ${one.reportId} and user_id = ${doctor.userId}`)).toEqual([
      { ground: 'presence' },
    ]);
    portal.clock.pass(HOUR - 1);
    expect(await reads(doctor, one.reportId)).toBe(true);
    portal.clock.pass(1);
    expect(await reads(doctor, one.reportId)).toBe(false);
    expect((await requestPdf(portal.as(doctor), { reportId: one.reportId })).ok).toBe(false);
  });

  test('opens all of hers when she chose all, and still nothing of anybody else', async () => {
    const doctor = await stranger();
    await redeem(doctor, await show());
    expect([await reads(doctor, one.reportId), await reads(doctor, two.reportId), await reads(doctor, foreign.reportId)]).toEqual([true, true, false]);
    const list = await listReports(portal.as(doctor), { scope: 'all', search: '', offset: 0, limit: 50 });
    expect(list.ok && list.value.items.map((item) => item.ground)).toEqual(['presence', 'presence']);
  });

  test('opens the version that replaces a chosen one, so that nobody reads an old one unwarned', async () => {
    const doctor = await stranger();
    const first = await portal.release({ accessionNumber: 'PRESENCE1' });
    await redeem(doctor, await show([first.reportId]));
    portal.clock.pass(1_000);
    const second = await portal.release({ accessionNumber: 'PRESENCE1', results: [{ value: '4.9' }] });
    expect(await viewReport(portal.as(doctor), { reportId: first.reportId })).toMatchObject({ ok: true, value: { replacedBy: { reportId: second.reportId } } });
  });

  test('is made also by a clock that does not stand still between the question and the row', async () => {
    let ticks = 0;
    const running = contextFor(portal.access.web, patient, () => new Date(portal.clock.now().getTime() + ++ticks));
    await expect(showPresenceCode(running, { reportIds: null })).resolves.toMatchObject({ ok: true });
    portal.clock.pass(ticks);
  });

  test('is good for fifteen minutes, and the newer one alone', async () => {
    const doctor = await stranger();
    const before = await show();
    const code = await show();
    expect(codeOf(await redeem(doctor, before))).toBe(before === code ? 'opened' : 'wrong-code');
    portal.clock.pass(15 * MINUTE);
    expect(codeOf(await redeem(doctor, code))).toBe('wrong-code');
    expect(await readPresence(portal.asPatient(patient))).toMatchObject({ value: { code: { state: 'expired' } } });
  });

  test('opens nothing with another birth date, and says no more than for a wrong code', async () => {
    const doctor = await stranger();
    const code = await show();
    const wrongDate = await redeem(doctor, code, '1979-03-29');
    expect(wrongDate).toEqual(await redeem(doctor, wrongOf(code)));
    expect(codeOf(wrongDate)).toBe('wrong-code');
    expect(codeOf(await redeem(doctor, code))).toBe('opened');
  });

  test('handed in by ten at once opens to one', async () => {
    const doctors = await Promise.all(Array.from({ length: 10 }, stranger));
    const code = await show();
    const outcomes = await Promise.all(doctors.map((doctor) => redeem(doctor, code)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    const reading = await Promise.all(doctors.map((doctor) => reads(doctor, one.reportId)));
    expect(reading).toEqual(outcomes.map((outcome) => outcome.ok));
  });

  test('is ended by the patient at once, for the code and for who reads with it', async () => {
    portal.clock.pass(HOUR);
    const doctor = await stranger();
    await redeem(doctor, await show());
    expect(await reads(doctor, one.reportId)).toBe(true);
    expect(await readPresence(portal.asPatient(patient))).toMatchObject({ value: { code: { state: 'used' }, readers: [{ name: 'Dr Hélène MARCHETTI' }] } });
    expect(await stopPresenceCode(portal.asPatient(patient))).toMatchObject({ ok: true, value: { accesses: 1 } });
    expect(await reads(doctor, one.reportId)).toBe(false);
    const unused = await show();
    await stopPresenceCode(portal.asPatient(patient));
    expect(codeOf(await redeem(doctor, unused))).toBe('wrong-code');
    expect(await readPresence(portal.asPatient(patient))).toMatchObject({ value: { code: { state: 'ended' }, readers: [] } });
  });

  test('is not made for a report of somebody else, nor over nothing', async () => {
    expect(codeOf(await showPresenceCode(portal.asPatient(patient), { reportIds: [one.reportId, foreign.reportId] }))).toBe('not-found');
    expect(codeOf(await showPresenceCode(portal.asPatient(patient), { reportIds: [newId()] }))).toBe('not-found');
  });

  test('made by a representative opens what she may open, counted when it was made', async () => {
    const accountId = await makeAccount(portal);
    const representationId = await represent(portal, { patientId: patient.patientId, accountId, kind: 'trusted' });
    const code = await show(null, { ...patient, accountId, representationId });
    const [row] = await portal.rowsOf<{ chosen: number }>(
      sql`select cardinality(report_ids) as chosen from presence_code order by created_at desc, id desc limit 1`,
    );
    expect(row?.chosen).toBeGreaterThanOrEqual(2);
    expect(codeOf(await redeem(await stranger(), code))).toBe('opened');
  });

  test('closes with the role of who reads, in the middle of his hour', async () => {
    const doctor = await stranger();
    await redeem(doctor, await show());
    expect(await reads(doctor, one.reportId)).toBe(true);
    expect(await reads({ ...doctor, roles: [] }, one.reportId)).toBe(false);
    const openable = await portal
      .as({ ...doctor, roles: ['administrator'] })
      .transaction((tx) => tx.execute(sql`select 1 from report where id = ${one.reportId}`));
    expect([...openable]).toEqual([]);
  });

  test('leaves masked dossiers closed when all were chosen, and opens one that was chosen by name', async () => {
    const masked = await portal.release({ accessionNumber: 'MASQUE1' });
    await portal.rowsOf(sql`update dossier set confidentiality = '{MASQUE_PS}' where accession_number = 'MASQUE1'`);
    const [general, particular] = [await stranger(), await stranger()];
    await redeem(general, await show());
    expect(await reads(general, masked.reportId)).toBe(false);
    await redeem(particular, await show([masked.reportId]));
    expect(await reads(particular, masked.reportId)).toBe(true);
  });
});

describe('whoever guesses', () => {
  test('has five wrong tries an hour, then a right one is refused too; a right one costs none', async () => {
    const guesser = await stranger();
    for (let rights = 0; rights < 6; rights += 1) expect(codeOf(await redeem(guesser, await show()))).toBe('opened');
    const code = await show();
    for (let wrongs = 0; wrongs < 5; wrongs += 1) expect(codeOf(await redeem(guesser, wrongOf(code)))).toBe('wrong-code');
    expect(codeOf(await redeem(guesser, code))).toBe('too-many-requests');
    expect(codeOf(await redeem(await stranger(), code))).toBe('opened');
    portal.clock.pass(HOUR);
    expect(codeOf(await redeem(guesser, await show()))).toBe('opened');
  });

  test('with fifty guesses at once has five of them looked at', async () => {
    portal.clock.pass(HOUR);
    const guesser = await stranger();
    const code = await show();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => redeem(guesser, wrongOf(code))));
    expect(outcomes.filter((outcome) => codeOf(outcome) === 'wrong-code')).toHaveLength(5);
  });

  test('leaves a trace for each try, with nothing of what was tried', async () => {
    const guesser = await stranger();
    const code = await show();
    await redeem(guesser, wrongOf(code));
    const [trace] = await portal.rowsOf(sql`select outcome, detail from audit_event where actor_id = ${guesser.userId}`);
    expect(trace).toEqual({ outcome: 'refused', detail: { reason: 'wrong-code' } });
    expect(JSON.stringify(await portal.rowsOf(sql`select * from presence_code`))).not.toContain(code);
  });
});

describe('by raw SQL', () => {
  const forbidden = { cause: { code: '42501' } };
  const run = (who: ProfessionalActor | PatientActor, statement: ReturnType<typeof sql>) =>
    (who.kind === 'patient' ? portal.asPatient(who) : portal.as(who)).transaction(async (tx) => [...(await tx.execute(statement))]);

  test('a professional sees no code, gives himself no access, and prolongs none', async () => {
    const doctor = await stranger();
    await redeem(doctor, await show());
    expect(await run(doctor, sql`select 1 from presence_code`)).toEqual([]);
    const forged = sql`insert into presence_access (id, code_id, patient_id, user_id, granted_at, expires_at)
      select ${newId()}, code_id, patient_id, user_id, granted_at, expires_at from presence_access limit 1`;
    await expect(run(doctor, forged)).rejects.toMatchObject(forbidden);
    await expect(run(doctor, sql`update presence_access set expires_at = now() + interval '1 day'`)).rejects.toMatchObject(forbidden);
    expect(await run(await stranger(), sql`select 1 from presence_access`)).toEqual([]);
  });

  test('what has ended cannot be begun again, not even by the patient', async () => {
    await show();
    await stopPresenceCode(portal.asPatient(patient));
    await expect(run(patient, sql`update presence_code set ended_at = null`)).rejects.toMatchObject(forbidden);
    await expect(run(patient, sql`update presence_code set used_at = null`)).rejects.toMatchObject(forbidden);
  });

  test('a patient shows no report of somebody else, nor a code that lasts longer', async () => {
    const insert = (reportIds: string, minutes: number) =>
      sql`insert into presence_code (id, patient_id, account_id, code_hash, report_ids, created_at, expires_at)
        values (${newId()}, ${patient.patientId}, null, 'x', ${reportIds}::uuid[], actor_now(), actor_now() + make_interval(mins => ${minutes}))`;
    await expect(run(patient, insert(`{${foreign.reportId}}`, 15))).rejects.toMatchObject(forbidden);
    await expect(run(patient, insert(`{${one.reportId}}`, 16))).rejects.toMatchObject(forbidden);
    expect(await run(patient, insert(`{${one.reportId}}`, 15))).toEqual([]);
  });

  test('the redeeming function answers nothing to who reads no results', async () => {
    const code = await show();
    const [row] = await portal.rowsOf<{ hash: string }>(sql`select code_hash as hash from presence_code order by created_at desc, id desc limit 1`);
    for (const roles of [['administrator'], ['biologist'], []] as const) {
      const rows = await run({ ...(await stranger()), roles }, sql`select * from redeem_presence(${row?.hash ?? ''}, ${BIRTH_DATE}::date, ${newId()}::uuid)`);
      expect(rows).toEqual([]);
    }
    expect(codeOf(await redeem(await stranger(), code))).toBe('opened');
  });
});
