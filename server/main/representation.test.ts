import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession } from '../access/open-session';
import { sessionFrom } from '../access/session-from';
import { withSession } from '../access/testing';
import { answerRequest } from '../patient/answer-request';
import { endRepresentation } from '../patient/end-representation';
import { findPatients } from '../patient/find-patients';
import { grantRepresentation } from '../patient/grant-representation';
import { listPersons } from '../patient/list-persons';
import { listTasks } from '../patient/list-tasks';
import { makeRequest } from '../patient/make-request';
import { openFile } from '../patient/open-file';
import { oppose } from '../patient/oppose';
import { printSlip } from '../patient/print-slip';
import { readMyData } from '../patient/read-my-data';
import { revokeRepresentation } from '../patient/revoke-representation';
import { switchPerson } from '../patient/switch-person';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { dayAfter, dayOf } from '../platform/paris-days';
import { exportMine } from '../portal/export-mine';
import { listMine } from '../portal/list-mine';
import { listMyReadings } from '../portal/list-my-readings';
import { listRecipients } from '../portal/list-recipients';
import { viewMyReport, viewReport } from '../portal/view-report';
import { openTestPortal, type TestPortal } from './testing-portal';
import { actorOf, link, makeAccount, represent } from './testing-representation';

let portal: TestPortal;
let referent: ProfessionalActor;
let stranger: ProfessionalActor;
let adult: { patientId: string; reportId: string; accessionNumber: string };
let child: { patientId: string; reportId: string; accessionNumber: string };

beforeAll(async () => {
  portal = await openTestPortal();
  referent = await portal.person('referent');
  stranger = await portal.person('referent', ['hauterive']);
  adult = await released({});
  child = await released({ patient: { identifier: '0004740', birthFamilyName: 'ENFANT', birthDate: '2018-05-05' } });
});
afterAll(() => portal.end());

async function released(given: Parameters<TestPortal['release']>[0]) {
  const { reportId, accessionNumber } = await portal.release(given);
  const [row] = await portal.rowsOf<{ id: string }>(sql`select patient_id as id from report where id = ${reportId}`);
  return { patientId: row?.id ?? '', reportId, accessionNumber };
}
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) => (outcome.ok ? 'done' : outcome.refusal?.code);
const valueOf = <T>(outcome: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
};
const today = () => dayOf(portal.clock.now());
const grant = (changes: Partial<Parameters<typeof grantRepresentation>[1]> = {}, who = referent) =>
  grantRepresentation(
    portal.as(who),
    {
      patientId: child.patientId,
      kind: 'parent',
      familyName: 'EXEMPLE',
      givenName: 'Sylvie',
      birthDate: '1980-01-01',
      relation: 'mère',
      evidence: 'livret de famille',
      fromDay: today(),
      lastDay: null,
      ...changes,
    },
    newId(),
  );
/** A person of the realm with an account, linked and with a session, reading for herself. */
async function person(patientId = adult.patientId): Promise<{ actor: PatientActor; token: string }> {
  const accountId = await makeAccount(portal);
  await link(portal, accountId, patientId);
  const origin = { address: '192.0.2.40', terminal: 'téléphone' };
  const { id, token } = await portal.access.worker.transaction((tx) =>
    openSession(tx, 'patient', patientId, origin, portal.clock.now(), { method: 'patient-passkey', patientAccountId: accountId }),
  );
  return { actor: actorOf({ patientId, accountId, sessionId: id }), token };
}
const whoIs = (token: string) => sessionFrom({ headers: withSession('patient', token) }, 'patient', { db: portal.access.web, now: portal.clock.now });

describe('the desk', () => {
  test('finds exactly, in its own sites alone, and traces each search', async () => {
    const by = { number: '', familyName: '', birthDate: null };
    const find = (search: Partial<Parameters<typeof findPatients>[1]>, who = referent) =>
      findPatients(portal.as(who), { ...by, ...search }).then((outcome) => valueOf(outcome).patients.map((patient) => patient.patientId));
    expect(await find({ number: '0004740' })).toEqual([child.patientId]);
    expect(await find({ number: child.accessionNumber })).toEqual([child.patientId]);
    expect(await find({ familyName: 'enfant', birthDate: '2018-05-05' })).toEqual([child.patientId]);
    expect(await find({ familyName: 'ENF', birthDate: '2018-05-05' })).toEqual([]);
    expect(await find({ familyName: 'ENFANT', birthDate: '2018-05-06' })).toEqual([]);
    expect(await find({ number: '000474' })).toEqual([]);
    expect(await find({ number: '0004740' }, stranger)).toEqual([]);
    expect(await find({ number: child.accessionNumber }, stranger)).toEqual([]);
    const traces = await portal.auditOf('desk.find');
    expect(traces).toHaveLength(8);
    expect(JSON.stringify(traces)).not.toMatch(/enfant/i);
  });

  test('opens the file of its own patients alone, with nothing of a result', async () => {
    const file = valueOf(await openFile(portal.as(referent), child));
    expect(file).toMatchObject({ birthName: 'ENFANT', identifier: '0004740', hasAccount: false });
    expect(JSON.stringify(file)).not.toContain('Potassium');
    expect(codeOf(await openFile(portal.as(stranger), child))).toBe('not-found');
    expect(codeOf(await openFile(portal.as(await portal.person('manager')), child))).toBe('not-found');
  });

  test('grants what the law allows, once, and prints the slip of the representative', async () => {
    const { representationId } = valueOf(await grant());
    expect(codeOf(await grant({ familyName: 'Exemple' }))).toBe('already-represents');
    expect(codeOf(await grant({ patientId: adult.patientId }))).toBe('not-a-minor');
    expect(codeOf(await grant({ kind: 'trusted', lastDay: dayAfter(today(), 30) }))).toBe('not-of-age');
    expect(codeOf(await grant({ kind: 'guardian' }))).toBe('end-date-needed');
    expect(codeOf(await grant({ kind: 'guardian', lastDay: dayAfter(today(), -1) }))).toBe('wrong-dates');
    expect(codeOf(await grant({}, stranger))).toBe('not-found');
    const slip = valueOf(await printSlip(portal.as(referent), { patientId: child.patientId, representationId }));
    expect(slip).toMatchObject({ person: 'Sylvie EXEMPLE', patient: 'DOMINIQUE ENFANT' });
    expect(JSON.stringify(slip)).not.toMatch(/2018|1980/);
    expect(codeOf(await printSlip(portal.as(referent), { patientId: adult.patientId, representationId }))).toBe('not-found');
    expect(codeOf(await printSlip(portal.as(stranger), { patientId: child.patientId, representationId }))).toBe('not-found');
    const revoke = () => revokeRepresentation(portal.as(referent), { representationId, reason: 'erreur' }, newId());
    expect(codeOf(await revokeRepresentation(portal.as(stranger), { representationId, reason: 'erreur' }, newId()))).toBe('not-found');
    expect(codeOf(await revoke())).toBe('done');
    expect(codeOf(await revoke())).toBe('already-ended');
    expect(codeOf(await printSlip(portal.as(referent), { patientId: child.patientId, representationId }))).toBe('already-ended');
    expect(await portal.rowsOf(sql`select 1 from enrolment_code where representation_id = ${representationId} and withdrawn_at is null`)).toEqual([]);
    expect((await portal.auditOf('representation.grant')).at(-1)?.detail).toMatchObject({ kind: 'parent', proof: expect.any(String) });
  });
});

describe('who reads for somebody', () => {
  test('switches to the child, reads as a representative by name, and stops at the next request once it is revoked', async () => {
    const { actor, token } = await person();
    const representationId = await represent(portal, { patientId: child.patientId, accountId: actor.accountId, kind: 'parent', to: null });
    const persons = valueOf(await listPersons(portal.asPatient(actor))).persons;
    expect(persons.map(({ kind, state, isCurrent }) => [kind, state, isCurrent])).toEqual([
      ['self', 'in-force', true],
      ['parent', 'in-force', false],
    ]);
    valueOf(await switchPerson(portal.asPatient(actor), { patientId: child.patientId, representationId }));
    const reading = await whoIs(token);
    expect(reading).toMatchObject({ patientId: child.patientId, representationId });
    if (!reading) throw new Error('the session stands');
    const ctx = portal.asPatient(reading);
    expect(valueOf(await listMine(ctx)).reports.map((report) => [report.reportId, report.isNew])).toEqual([[child.reportId, true]]);
    expect(codeOf(await viewMyReport(ctx, { reportId: child.reportId }))).toBe('done');
    expect(codeOf(await viewMyReport(ctx, { reportId: adult.reportId }))).toBe('not-found');
    expect(valueOf(await listMine(ctx)).reports[0]?.isNew).toBe(false);
    const [view] = await portal.rowsOf(
      sql`select reader_name, reader_role, ground from report_view where report_id = ${child.reportId} and reader_kind = 'patient'`,
    );
    expect(view).toEqual({ reader_name: 'Sylvie EXEMPLE, mère', reader_role: 'representative', ground: 'representation' });
    valueOf(await revokeRepresentation(portal.as(referent), { representationId, reason: 'fin' }, newId()));
    expect(codeOf(await viewMyReport(ctx, { reportId: child.reportId }))).toBe('not-found');
    expect(await whoIs(token)).toBeNull();
    const again = { ...actor, sessionId: newId() };
    expect(codeOf(await switchPerson(portal.asPatient(again), { patientId: child.patientId, representationId }))).toBe('access-ended');
    expect(valueOf(await listPersons(portal.asPatient(again))).persons.at(-1)).toMatchObject({ state: 'ended', givenName: 'DOMINIQUE' });
  });

  test('switches to nobody whom no row names', async () => {
    const { actor } = await person();
    const ctx = portal.asPatient(actor);
    expect(codeOf(await switchPerson(ctx, { patientId: child.patientId, representationId: null }))).toBe('not-found');
    expect(codeOf(await switchPerson(ctx, { patientId: child.patientId, representationId: newId() }))).toBe('not-found');
    const foreign = await represent(portal, { patientId: child.patientId, accountId: await makeAccount(portal), kind: 'parent' });
    expect(codeOf(await switchPerson(ctx, { patientId: child.patientId, representationId: foreign }))).toBe('not-found');
    const door = portal.asPatient(actorOf({ patientId: adult.patientId }));
    expect(codeOf(await switchPerson(door, { patientId: child.patientId, representationId: foreign }))).toBe('not-found');
  });

  test('neither asks, opposes, ends, nor takes away what is the person’s own', async () => {
    const { actor } = await person();
    const representationId = await represent(portal, { patientId: child.patientId, accountId: actor.accountId, kind: 'parent', to: null });
    const ctx = portal.asPatient({ ...actor, patientId: child.patientId, representationId });
    expect(codeOf(await readMyData(ctx))).toBe('not-found');
    expect(codeOf(await makeRequest(ctx, { kind: 'reading', field: '', text: 'bonjour' }))).toBe('not-found');
    expect(codeOf(await oppose(ctx, { subject: 'portal', opposed: true }))).toBe('not-found');
    expect(codeOf(await endRepresentation(ctx, { representationId }))).toBe('not-found');
    expect(codeOf(await exportMine(ctx))).toBe('not-found');
    expect(valueOf(await listRecipients(ctx)).recipients).toEqual([]);
  });

  test('named by an adult, is ended by that adult, who sees who reads for him and since when', async () => {
    const mine = (await person()).actor;
    const theirs = await makeAccount(portal);
    const trusted = await represent(portal, { patientId: adult.patientId, accountId: theirs, kind: 'trusted' });
    const guardian = await represent(portal, { patientId: adult.patientId, accountId: theirs, kind: 'guardian' });
    const ctx = portal.asPatient(mine);
    const seen = valueOf(await readMyData(ctx)).representatives;
    expect(seen.map(({ representationId, mayEnd }) => [representationId, mayEnd])).toEqual(
      expect.arrayContaining([
        [trusted, true],
        [guardian, false],
      ]),
    );
    expect(codeOf(await endRepresentation(ctx, { representationId: guardian }))).toBe('not-found');
    expect(codeOf(await endRepresentation(portal.asPatient(actorOf({ patientId: child.patientId })), { representationId: trusted }))).toBe('not-found');
    expect(codeOf(await endRepresentation(ctx, { representationId: trusted }))).toBe('done');
    expect(codeOf(await endRepresentation(ctx, { representationId: trusted }))).toBe('not-found');
    expect(
      codeOf(
        await viewMyReport(portal.asPatient(actorOf({ patientId: adult.patientId, accountId: theirs, representationId: trusted })), {
          reportId: adult.reportId,
        }),
      ),
    ).toBe('not-found');
  });
});

describe('what a patient asks of the laboratory', () => {
  test('is a task of the desk that looks after him until it is answered, once, and the answer is his to read', async () => {
    const { actor } = await person();
    const ctx = portal.asPatient(actor);
    const { requestId } = valueOf(await makeRequest(ctx, { kind: 'rectification', field: 'birthDate', text: 'Je suis née le 29 mars.' }));
    expect(valueOf(await listTasks(portal.as(referent))).tasks).toContainEqual(expect.objectContaining({ id: requestId, state: 'open', field: 'birthDate' }));
    expect(valueOf(await listTasks(portal.as(stranger))).tasks).toEqual([]);
    const answer = (who: ProfessionalActor) => answerRequest(portal.as(who), { requestId, state: 'done', answer: 'Corrigé dans notre logiciel.' });
    expect(codeOf(await answer(stranger))).toBe('not-found');
    expect(codeOf(await answer(referent))).toBe('done');
    expect(codeOf(await answer(referent))).toBe('already-answered');
    expect(valueOf(await readMyData(ctx)).requests).toContainEqual(
      expect.objectContaining({ id: requestId, state: 'done', answer: 'Corrigé dans notre logiciel.' }),
    );
    expect(valueOf(await readMyData(ctx)).identity).toContainEqual({ field: 'birthDate', value: '1979-03-28' });
  });

  test('is overdue after thirty days', async () => {
    const { actor } = await person();
    valueOf(await makeRequest(portal.asPatient(actor), { kind: 'reading', field: '', text: 'Qui est cette personne ?' }));
    const before = valueOf(await listTasks(portal.as(referent)));
    portal.clock.pass(31 * 24 * 3_600_000);
    const after = valueOf(await listTasks(portal.as(referent)));
    expect([before.overdue, after.overdue]).toEqual([0, before.open]);
  });

  test('is limited to ten a day', async () => {
    const { actor } = await person(child.patientId);
    const ask = () => makeRequest(portal.asPatient(actor), { kind: 'access', field: '', text: 'encore' });
    for (let count = 0; count < 10; count += 1) expect(codeOf(await ask())).toBe('done');
    expect(codeOf(await ask())).toBe('too-many-requests');
  });

  test('opposing publication closes at once what was published; withdrawing gives back what came meanwhile, without a word for each', async () => {
    const own = await released({ patient: { identifier: '0004750', birthFamilyName: 'OPPOSÉE' } });
    const { actor } = await person(own.patientId);
    const ctx = portal.asPatient(actor);
    const seen = async () => valueOf(await listMine(ctx)).reports.map((report) => report.reportId);
    expect(await seen()).toEqual([own.reportId]);
    expect(valueOf(await oppose(ctx, { subject: 'portal', opposed: true }))).toEqual({ changed: true });
    expect(valueOf(await oppose(ctx, { subject: 'portal', opposed: true }))).toEqual({ changed: false });
    expect(await seen()).toEqual([]);
    const later = await released({ patient: { identifier: '0004750', birthFamilyName: 'OPPOSÉE' } });
    expect(await seen()).toEqual([]);
    const mails = (await portal.outbox()).length;
    valueOf(await oppose(ctx, { subject: 'portal', opposed: false }));
    await portal.settle();
    expect(new Set(await seen())).toEqual(new Set([own.reportId, later.reportId]));
    expect(await portal.outbox()).toHaveLength(mails);
  });
});

describe('who read what', () => {
  test('is told by name, day and right, of the reports that are open and of no other', async () => {
    const own = await released({ patient: { identifier: '0004760', birthFamilyName: 'LECTRICE' } });
    const doctor = await portal.prescriber();
    valueOf(await viewReport(portal.as(doctor), { reportId: own.reportId }));
    const { actor } = await person(own.patientId);
    const ctx = portal.asPatient(actor);
    valueOf(await viewMyReport(ctx, { reportId: own.reportId }));
    const told = valueOf(await listMyReadings(ctx)).readings;
    expect(new Set(told.map(({ who, ground }) => `${who} ${ground}`))).toEqual(new Set(['professional addressed', 'you self']));
    expect(told.find((reading) => reading.who === 'professional')?.name).toContain('Hélène MARCHETTI');
    const accountId = await makeAccount(portal);
    const representationId = await represent(portal, { patientId: own.patientId, accountId, kind: 'trusted', to: new Date('2099-01-01') });
    const forHer = portal.asPatient(actorOf({ patientId: own.patientId, accountId, representationId }));
    expect(valueOf(await listMyReadings(forHer)).readings.map(({ who }) => who)).toEqual(['professional']);
    await portal.rowsOf(sql`update dossier set confidentiality = '{INVISIBLE_REP_LEGAUX}' where accession_number = ${own.accessionNumber}`);
    expect(valueOf(await listMyReadings(forHer)).readings).toEqual([]);
    expect(valueOf(await listMyReadings(ctx)).readings).toHaveLength(2);
    expect(
      valueOf(await listRecipients(ctx))
        .recipients.map(({ kind }) => kind)
        .sort(),
    ).toEqual(['prescriber', 'ward']);
  });

  test('is taken away only right after a log-in', async () => {
    const { actor } = await person();
    const exported = valueOf(await exportMine(portal.asPatient(actor)));
    expect(exported.reports.map((report) => report.reportId)).toContain(adult.reportId);
    expect(JSON.stringify(exported)).not.toContain('Potassium');
    portal.clock.pass(11 * 60_000);
    expect(codeOf(await exportMine(portal.asPatient(actor)))).toBe('fresh-proof-needed');
  });
});

test('by raw SQL, a desk of another site, and whoever reads for a patient, write nothing of his', async () => {
  const { actor } = await person();
  const representationId = await represent(portal, { patientId: adult.patientId, accountId: actor.accountId, kind: 'trusted', to: new Date('2099-01-01') });
  const forbidden = { cause: { code: '42501' } };
  const asRepresentative = portal.asPatient({ ...actor, representationId });
  const ask = (id: string) =>
    sql`insert into patient_request (id, patient_id, kind, text, created_at) values (${id}, ${adult.patientId}, 'reading', 'x', now())`;
  await expect(asRepresentative.transaction((tx) => tx.execute(ask(newId())))).rejects.toMatchObject(forbidden);
  const opposing = sql`insert into patient_opposition (id, patient_id, subject, since) values (${newId()}, ${adult.patientId}, 'notices', now())`;
  await expect(asRepresentative.transaction((tx) => tx.execute(opposing))).rejects.toMatchObject(forbidden);
  const granting = (
    by: string,
  ) => sql`insert into representation (id, patient_id, kind, family_name, given_name, birth_date, relation, valid_from, granted_by, evidence, granted_at)
    values (${newId()}, ${adult.patientId}, 'trusted', 'X', 'Y', '1980-01-01', 'z', now(), ${by}, 'e', now())`;
  await expect(portal.as(stranger).transaction((tx) => tx.execute(granting(stranger.userId)))).rejects.toMatchObject(forbidden);
  await expect(portal.as(referent).transaction((tx) => tx.execute(granting(stranger.userId)))).rejects.toMatchObject(forbidden);
  await portal.rowsOf(sql`update representation set revoked_at = now(), revoked_by = 'x' where id = ${representationId}`);
  const undo = sql`update representation set revoked_at = null, revoked_by = null where id = ${representationId}`;
  await expect(portal.as(referent).transaction((tx) => tx.execute(undo))).rejects.toMatchObject(forbidden);
  const take = sql`update representation set account_id = null where id = ${representationId}`;
  await expect(portal.as(referent).transaction((tx) => tx.execute(take))).rejects.toMatchObject(forbidden);
});
