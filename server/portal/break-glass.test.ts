import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BIRTH_DATE, OTHER_RPPS, openTestPortal, type TestPortal } from '../main/testing-portal';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { closeBreakGlass } from './close-break-glass';
import { exportBreakGlass } from './export-break-glass';
import { findEmergencyPatient } from './find-emergency-patient';
import { listBreakGlass } from './list-break-glass';
import { listLentAccess } from './list-lent-access';
import { listReports } from './list-reports';
import { openBreakGlass } from './open-break-glass';
import { readAccesses } from './read-accesses';
import { reviewBreakGlass } from './review-break-glass';
import { viewReport } from './view-report';

const HOUR = 3_600_000;
const TEXT = 'Malaise, patiente confuse, seule.';

let portal: TestPortal;
let one: { reportId: string; accessionNumber: string };
let foreign: { reportId: string };
let patientId: string;
let reviewer: ProfessionalActor;
beforeAll(async () => {
  portal = await openTestPortal();
  one = await portal.release();
  foreign = await portal.release({ patient: { identifier: '0006101', birthFamilyName: 'ÉTRANGÈRE', birthDate: '1950-01-01', ins: null } });
  patientId = (await portal.patient(one.reportId)).patientId;
  reviewer = await portal.person('medical_administrator', []);
});
afterAll(() => portal.end());

const doctor = () => portal.prescriber(OTHER_RPPS);
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) => (outcome.ok ? 'done' : outcome.refusal?.code);
const reads = async (who: ProfessionalActor, reportId: string) => (await viewReport(portal.as(who), { reportId })).ok;

/** The proof that the router has verified before the use case runs. */
async function proofOf(who: ProfessionalActor, act = 'break-glass'): Promise<string> {
  const id = newId();
  const at = portal.clock.now().toISOString();
  await portal.rowsOf(sql`insert into step_up_proof (id, user_id, session_id, act, content_hash, method, proven_at)
    values (${id}, ${who.userId}, ${who.sessionId}, ${act}, 'x', 'password', ${at})`);
  return id;
}
async function open(who: ProfessionalActor, given: { patientId?: string; reasonText?: string } = {}) {
  return openBreakGlass(portal.as(who), { patientId, reason: 'vital-emergency', reasonText: TEXT, ...given }, await proofOf(who));
}
const idOf = async (outcome: ReturnType<typeof open>): Promise<string> => {
  const opened = await outcome;
  if (!opened.ok) throw new Error(opened.refusal.code);
  return opened.value.id;
};
const rowOf = async (id: string) => {
  const register = await listBreakGlass(portal.as(reviewer));
  return register.ok ? register.value.accesses.find((access) => access.id === id) : undefined;
};

describe('finding the patient', () => {
  const find = (who: ProfessionalActor, birthFamilyName: string, birthDate = BIRTH_DATE, identifier = '') =>
    findEmergencyPatient(portal.as(who), { birthFamilyName, birthDate, identifier });

  test('takes the whole birth name and the birth date, and answers an identity and nothing else', async () => {
    const who = await doctor();
    expect(await find(who, 'pat trois')).toEqual({
      ok: true,
      value: { patientId, birthFamilyName: 'PAT-TROIS', firstGivenName: 'DOMINIQUE', birthDate: BIRTH_DATE, sex: 'F', identifier: '0004711' },
    });
    for (const [name, date] of [
      ['PAT', BIRTH_DATE],
      ['%', BIRTH_DATE],
      ['', BIRTH_DATE],
      ['PAT-TROIS', '1979-03-29'],
    ] as const)
      expect(codeOf(await find(who, name, date))).toBe('nobody-found');
  });

  test('answers nothing when two have that name and date, until the number says which', async () => {
    const twins = { birthFamilyName: 'JUMELLE', birthDate: '2001-02-03', ins: null };
    await portal.release({ patient: { ...twins, identifier: '0006201', givenNames: ['ANNE'] } });
    await portal.release({ patient: { ...twins, identifier: '0006202', givenNames: ['LISE'] } });
    const who = await doctor();
    expect(codeOf(await find(who, 'JUMELLE', '2001-02-03'))).toBe('nobody-found');
    expect(await find(who, 'JUMELLE', '2001-02-03', '0006202')).toMatchObject({ ok: true, value: { firstGivenName: 'LISE' } });
  });

  test('is limited, and traced without a word of what was searched', async () => {
    const who = await doctor();
    const outcomes: (string | undefined)[] = [];
    for (let searches = 0; searches < 12; searches += 1) outcomes.push(codeOf(await find(who, 'ZZINCONNUE')));
    expect(outcomes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'nobody-found'));
    expect(outcomes.slice(10)).toEqual(['too-many-requests', 'too-many-requests']);
    const traces = await portal.rowsOf(sql`select * from audit_event where actor_id = ${who.userId} and action = 'breakglass.find'`);
    expect(traces).toHaveLength(12);
    expect(JSON.stringify(traces)).not.toContain('ZZINCONNUE');
  });

  test('is for those who read results, also by raw SQL', async () => {
    for (const roles of [['administrator'], ['biologist'], ['medical_administrator']] as const) {
      const who = { ...(await doctor()), roles };
      expect(codeOf(await find(who, 'PAT-TROIS'))).toBe('not-found');
      const rows = await portal.as(who).transaction((tx) => tx.execute(sql`select * from emergency_patient('PAT-TROIS', ${BIRTH_DATE}::date, '')`));
      expect([...rows]).toEqual([]);
    }
  });
});

describe('an emergency', () => {
  test('opens one patient to one professional for one hour, and each reading bears its name', async () => {
    const [who, other] = [await doctor(), await doctor()];
    expect(await reads(who, one.reportId)).toBe(false);
    await idOf(open(who));
    expect([await reads(who, one.reportId), await reads(who, foreign.reportId), await reads(other, one.reportId)]).toEqual([true, false, false]);
    expect(await portal.rowsOf(sql`select ground from report_view where user_id = ${who.userId}`)).toEqual([{ ground: 'break-glass' }]);
    const list = await listReports(portal.as(who), { scope: 'lent', search: '', offset: 0, limit: 50 });
    expect(list.ok && list.value.items.map((item) => [item.accessionNumber, item.ground])).toEqual([[one.accessionNumber, 'break-glass']]);
    expect(await listLentAccess(portal.as(who))).toMatchObject({ value: { accesses: [{ ground: 'break-glass', patientName: 'PAT-TROIS DOMINIQUE' }] } });
    portal.clock.pass(HOUR);
    expect(await reads(who, one.reportId)).toBe(false);
    expect(await listLentAccess(portal.as(who))).toMatchObject({ value: { accesses: [] } });
  });

  test('is told to the medical administrator at once, without a word of the patient', async () => {
    const id = await idOf(open(await doctor()));
    const notices = await portal.rowsOf(sql`select kind, audience_role, detail from security_notice where subject_id = ${id}`);
    expect(notices).toEqual([{ kind: 'break-glass', audience_role: 'medical_administrator', detail: { by: 'Hélène MARCHETTI', reason: 'vital-emergency' } }]);
  });

  test('is closed by its person, at once, and by nobody else', async () => {
    const [who, other] = [await doctor(), await doctor()];
    const id = await idOf(open(who));
    expect(codeOf(await closeBreakGlass(portal.as(other), { id }))).toBe('not-found');
    expect(await reads(who, one.reportId)).toBe(true);
    expect(codeOf(await closeBreakGlass(portal.as(who), { id }))).toBe('done');
    expect(await reads(who, one.reportId)).toBe(false);
    expect(codeOf(await closeBreakGlass(portal.as(who), { id }))).toBe('not-found');
  });

  test('closes with the role of its person, in the middle of the hour', async () => {
    const who = await doctor();
    await idOf(open(who));
    const after = { ...who, roles: ['administrator'] as const };
    expect(await reads(after, one.reportId)).toBe(false);
    expect([...(await portal.as(after).transaction((tx) => tx.execute(sql`select 1 from report`)))]).toEqual([]);
  });

  test('leaves what the patient masked from professionals closed', async () => {
    const masked = await portal.release({ accessionNumber: 'MASQUE2' });
    await portal.rowsOf(sql`update dossier set confidentiality = '{MASQUE_PS}' where accession_number = 'MASQUE2'`);
    const who = await doctor();
    await idOf(open(who));
    expect([await reads(who, one.reportId), await reads(who, masked.reportId)]).toEqual([true, false]);
  });

  test('needs words, a known patient, and the permission', async () => {
    const who = await doctor();
    expect(codeOf(await open(who, { reasonText: '   urgence ' }))).toBe('reason-too-short');
    expect(codeOf(await open(who, { patientId: newId() }))).toBe('not-found');
    expect(codeOf(await open({ ...who, roles: ['biologist'] }))).toBe('not-found');
    expect(await reads(who, one.reportId)).toBe(false);
  });

  test('by raw SQL, needs a fresh proof of that person for that act, used once, and lasts an hour at most', async () => {
    const [who, other] = [await doctor(), await doctor()];
    const insert = (proofId: string, minutes = 60, userId = who.userId) =>
      portal.as(who).transaction((tx) =>
        tx.execute(sql`insert into break_glass (id, user_id, patient_id, reason, reason_text, proof_id, granted_at, expires_at)
          values (${newId()}, ${userId}, ${patientId}, 'other', ${TEXT}, ${proofId}, actor_now(), actor_now() + make_interval(mins => ${minutes}))`),
      );
    const forbidden = { cause: { code: '42501' } };
    await expect(insert(newId())).rejects.toMatchObject(forbidden);
    await expect(insert(await proofOf(other))).rejects.toMatchObject(forbidden);
    await expect(insert(await proofOf(who, 'validate'))).rejects.toMatchObject(forbidden);
    await expect(insert(await proofOf(who), 60, other.userId)).rejects.toMatchObject(forbidden);
    await expect(insert(await proofOf(who), 61)).rejects.toMatchObject({ cause: { code: '23514' } });
    const stale = await proofOf(who);
    const good = await proofOf(who);
    await insert(good);
    await expect(insert(good)).rejects.toMatchObject({ cause: { code: '23505' } });
    portal.clock.pass(6 * 60_000);
    await expect(insert(stale)).rejects.toMatchObject(forbidden);
    const prolong = portal.as(who).transaction((tx) => tx.execute(sql`update break_glass set expires_at = expires_at + interval '1 hour'`));
    await expect(prolong).rejects.toMatchObject(forbidden);
  });
});

describe('its review', () => {
  test('shows who, why, and which versions were read when, and no result', async () => {
    const who = await doctor();
    const id = await idOf(open(who));
    await reads(who, one.reportId);
    expect(await rowOf(id)).toMatchObject({
      by: 'Dr Hélène MARCHETTI',
      patientNumber: '0004711',
      reason: 'vital-emergency',
      reasonText: TEXT,
      isOpen: true,
      isOverdue: false,
      review: null,
      readings: [{ accessionNumber: one.accessionNumber, version: 1, medium: 'screen' }],
    });
    expect(JSON.stringify(await rowOf(id))).not.toMatch(/Potassium|PAT-TROIS/);
    for (const table of ['report', 'patient', 'report_view'])
      expect([...(await portal.as(reviewer).transaction((tx) => tx.execute(sql`select 1 from ${sql.identifier(table)}`)))]).toEqual([]);
  });

  test('is written once, in words, by somebody else, and ends what is still open', async () => {
    const who = await doctor();
    const id = await idOf(open(who));
    const own = { ...reviewer, userId: who.userId };
    expect(codeOf(await reviewBreakGlass(portal.as(own), { id, outcome: 'justified', text: TEXT }))).toBe('own-access');
    expect(codeOf(await reviewBreakGlass(portal.as(reviewer), { id, outcome: 'justified', text: 'vu' }))).toBe('reason-too-short');
    expect(codeOf(await reviewBreakGlass(portal.as(who), { id, outcome: 'justified', text: TEXT }))).toBe('not-found');
    expect(codeOf(await reviewBreakGlass(portal.as(reviewer), { id: newId(), outcome: 'justified', text: TEXT }))).toBe('not-found');
    expect(codeOf(await reviewBreakGlass(portal.as(reviewer), { id, outcome: 'justified', text: TEXT }))).toBe('done');
    expect(await reads(who, one.reportId)).toBe(false);
    expect(codeOf(await reviewBreakGlass(portal.as(reviewer), { id, outcome: 'unjustified', text: TEXT }))).toBe('already-reviewed');
    expect(await rowOf(id)).toMatchObject({ isOpen: false, review: { outcome: 'justified', text: TEXT, by: 'Hélène MARCHETTI' } });
    const rewrite = portal.as(reviewer).transaction((tx) => tx.execute(sql`update break_glass set review_text = 'autre chose' where id = ${id}`));
    await expect(rewrite).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  test('by two at once is one', async () => {
    const id = await idOf(open(await doctor()));
    const outcomes = await Promise.all(
      (['justified', 'unjustified'] as const).map((outcome) => reviewBreakGlass(portal.as(reviewer), { id, outcome, text: TEXT })),
    );
    expect(outcomes.map(codeOf).toSorted((left, right) => (left ?? '').localeCompare(right ?? ''))).toEqual(['already-reviewed', 'done']);
  });

  test('that finds it unjustified is told to the administrators', async () => {
    const id = await idOf(open(await doctor()));
    await reviewBreakGlass(portal.as(reviewer), { id, outcome: 'unjustified', text: TEXT });
    const notices = await portal.rowsOf(sql`select audience_role from security_notice where subject_id = ${id} order by created_at, audience_role`);
    expect(notices).toEqual(expect.arrayContaining([{ audience_role: 'administrator' }]));
  });

  test('is overdue after seventy-two hours, and stands on top, the oldest first', async () => {
    const id = await idOf(open(await doctor()));
    portal.clock.pass(72 * HOUR);
    expect(await rowOf(id)).toMatchObject({ isOverdue: false, isOpen: false });
    portal.clock.pass(1);
    expect(await rowOf(id)).toMatchObject({ isOverdue: true });
    const register = await listBreakGlass(portal.as(reviewer));
    const order = register.ok ? register.value.accesses : [];
    const waiting = order.filter((access) => access.review === null);
    expect(order.slice(0, waiting.length)).toEqual(waiting);
    expect(waiting.map((access) => access.grantedAt.getTime())).toEqual(waiting.map((access) => access.grantedAt.getTime()).toSorted((a, b) => a - b));
  });

  test('is the medical administrator’s; the register handed out is traced', async () => {
    expect(codeOf(await listBreakGlass(portal.as(await doctor())))).toBe('not-found');
    const exported = await exportBreakGlass(portal.as(reviewer), newId());
    expect(exported.ok && exported.value.accesses.length).toBeGreaterThan(0);
    expect(await portal.auditOf('breakglass.export')).toHaveLength(1);
  });
});

test('the patient sees each emergency with its written reason and that it was reviewed, and another patient none', async () => {
  const id = await idOf(open(await doctor()));
  await reviewBreakGlass(portal.as(reviewer), { id, outcome: 'justified', text: TEXT });
  const mine = portal.asPatient(await portal.patient(one.reportId));
  const seen = await mine.transaction((tx) => readAccesses(tx, patientId));
  expect(seen.find((access) => access.id === id)).toMatchObject({ kind: 'break-glass', reasonText: TEXT, review: { outcome: 'justified' } });
  const theirs = portal.asPatient(await portal.patient(foreign.reportId));
  expect(await theirs.transaction((tx) => readAccesses(tx, patientId))).toEqual([]);
});
