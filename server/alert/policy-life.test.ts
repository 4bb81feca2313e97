import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { seedProof } from '../main/seed/seed-proof';
import { habilitated, rosterOf } from '../main/testing-duty';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { Fault } from '../platform/fault';
import { newId } from '../platform/ids';
import { approvePolicy } from './approve-policy';
import { changeWardPhone } from './change-ward-phone';
import { closeCall } from './close-call';
import { followCalls } from './follow-calls';
import { importPolicy } from './import-policy';
import type { PolicyContent } from './policy';
import { printCalls } from './print-calls';
import { readCall } from './read-call';
import { readBoard } from './read-calls';
import { readPolicies } from './read-policies';
import { recordAttempt } from './record-attempt';
import { savePolicy } from './save-policy';
import { type Notify, sendCallNotice } from './send-notice';
import { STARTING_POLICY } from './starting-policy';
import { sweepCalls } from './sweep-calls';
import { takeStep } from './take-step';

let product: TestValidation;
let biologist: ProfessionalActor;
let colleague: ProfessionalActor;
let referent: ProfessionalActor;
let technician: ProfessionalActor;
let elsewhere: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation();
  biologist = await habilitated(product, 'biologist', ['valmont'], { givenName: 'Hélène', familyName: 'MARCHETTI' });
  colleague = await habilitated(product, 'biologist', ['valmont'], { givenName: 'Karim', familyName: 'HADDAD' });
  referent = await product.person('referent', ['valmont']);
  technician = await product.person('technician', ['valmont']);
  elsewhere = await product.person('biologist', ['hauterive']);
  await approve(STARTING_POLICY);
});
afterAll(() => product.end());

const valmont = referenceIds.laboratory('valmont');
const versionsOf = async (who = biologist) => {
  const read = await readPolicies(product.as(who));
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value.laboratories[0]?.versions ?? [];
};
const draftOf = async () => (await versionsOf()).find(({ state }) => state === 'draft');
const save = async (content: unknown, who = biologist) =>
  savePolicy(product.as(who), { laboratoryId: valmont, content, seenHash: (await draftOf())?.contentHash ?? null });
const approveAs = async (who: ProfessionalActor, versionId: string, contentHash: string) =>
  approvePolicy(
    product.as(who),
    { laboratoryId: valmont, versionId, contentHash },
    await seedProof(product.as(who), { act: 'change-call-policy', contentHash }),
  );
async function approve(content: PolicyContent): Promise<string> {
  const saved = await save(content);
  if (!saved.ok) throw new Error(saved.refusal.code);
  expect((await approveAs(biologist, saved.value.versionId, saved.value.contentHash)).ok).toBe(true);
  return saved.value.versionId;
}

/** A potassium that the LIS does not flag, validated with effect, of a patient of its own. */
async function decided(value: string, patient = newId().slice(-7)): Promise<string> {
  const identity = { identifier: patient, birthFamilyName: 'ESSAI', givenNames: ['CAMILLE'], birthDate: '1985-06-14', ins: null };
  const dossierId = await product.send(product.freshNumber(), { patient: identity, results: [{ value, flag: 'H' }] });
  expect((await product.decide(biologist, dossierId)).ok).toBe(true);
  await product.wait(11);
  await follow(dossierId);
  return dossierId;
}
const follow = (dossierId: string) => product.ctx.transaction((tx) => followCalls(product.ctx, tx, dossierId));
const callsOf = async (dossierId: string) => {
  const read = await readCall(product.as(biologist), { dossierId });
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
};
const openOf = async (dossierId: string) => {
  const { open } = await callsOf(dossierId);
  if (!open) throw new Error('no open call');
  return open;
};
const announce = async (dossierId: string) => {
  const open = await openOf(dossierId);
  const readBack = open.values.map(({ observationVersionId, value }) => ({ observationVersionId, repeated: value }));
  const taken = { isIdentityRepeated: true, spokenTo: 'Dr KELLER', quality: 'garde', place: '', number: '' };
  return closeCall(product.as(biologist), { callId: open.callId, readBack, ...taken, idempotencyKey: newId() });
};
const stepsOf = async (dossierId: string) => {
  const { callId } = await openOf(dossierId);
  return product.rows<{ id: string; who: string; state: string; outcome: string }>(
    sql`select id, who, state, outcome from call_step where call_id = ${callId} order by position`,
  );
};
const noticesOf = (dossierId: string) =>
  product.rows<{ id: string; user_id: string; state: string }>(
    sql`select n.id, n.user_id, n.state from call_notice n join critical_call c on c.id = n.call_id where c.dossier_id = ${dossierId} order by n.queued_at, n.id`,
  );
const take = (stepId: string) => product.ctx.transaction((tx) => takeStep(product.ctx, tx, stepId));
const [stateOf, outcomeOf] = [({ state }: { state: string }) => state, ({ outcome }: { outcome: string }) => outcome];

describe('the policy', () => {
  test('calls by itself, says why and by which version, within its own delay', async () => {
    const open = await openOf(await decided('6.9'));
    expect(open.values).toMatchObject([{ label: 'Potassium', reasonCode: 'K', reason: 'Potassium > 6,5 mmol/L' }]);
    const [row] = await product.rows<{ policy: string }>(sql`select policy_version_id as policy from critical_call where id = ${open.callId}`);
    expect(row?.policy).toBe((await versionsOf()).find(({ isInForce }) => isInForce)?.id);
    expect((await callsOf(await decided('6.4'))).open).toBeNull();
  });

  test('a change is a draft that calls nobody until a biologist approves; an open call keeps its version and its hour', async () => {
    const before = await decided('6.9');
    const kept = await openOf(before);
    const stricter = { ...STARTING_POLICY, rows: STARTING_POLICY.rows.map((row) => (row.code === 'K' ? { ...row, high: 5, minutes: 60 } : row)) };
    const saved = await save(stricter, referent);
    if (!saved.ok) throw new Error(saved.refusal.code);
    expect((await callsOf(await decided('5.5'))).open).toBeNull();
    expect(await approveAs(referent, saved.value.versionId, saved.value.contentHash)).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    expect(await approveAs(biologist, saved.value.versionId, 'a'.repeat(64))).toMatchObject({ ok: false, refusal: { code: 'call-policy-changed' } });
    expect((await approveAs(biologist, saved.value.versionId, saved.value.contentHash)).ok).toBe(true);
    expect((await openOf(await decided('5.5'))).values).toMatchObject([{ reasonCode: 'K' }]);
    await follow(before);
    expect(await openOf(before)).toMatchObject({ callId: kept.callId, dueAt: kept.dueAt });
    await approve(STARTING_POLICY);
    expect((await versionsOf()).filter(({ state }) => state === 'approved').length).toBeGreaterThanOrEqual(3);
  });

  test('that is wrong, or was changed by somebody else meanwhile, is refused; nobody of another laboratory touches it', async () => {
    expect(await save({ ...STARTING_POLICY, rows: [{ code: 'K' }] })).toMatchObject({ ok: false, refusal: { code: 'call-policy-wrong' } });
    expect(await savePolicy(product.as(biologist), { laboratoryId: valmont, content: STARTING_POLICY, seenHash: 'a'.repeat(64) })).toMatchObject({
      refusal: { code: 'call-policy-changed' },
    });
    expect(await save(STARTING_POLICY, elsewhere)).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await save(STARTING_POLICY, technician)).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await importPolicy(product.as(biologist), { laboratoryId: valmont, csv: 'rien', seenHash: null })).toMatchObject({
      refusal: { code: 'call-policy-wrong' },
    });
  });

  test('once approved is changed by nobody, also by raw SQL', async () => {
    const change = (db: typeof product.access.worker) => db.execute(sql`update call_policy_version set state = 'draft' where state = 'approved'`);
    await expect(change(product.access.worker)).rejects.toMatchObject({ cause: { code: '42501' } });
    const draft = await save(STARTING_POLICY, referent);
    expect(draft.ok).toBe(true);
    const approveBySql = product.as(referent).transaction((tx) =>
      tx.execute(
        sql`update call_policy_version set state = 'approved', approved_by = ${referent.userId}, approved_by_name = 'X', approved_at = now(), in_force_from = now(),
          proof_id = (select id from step_up_proof limit 1) where state = 'draft'`,
      ),
    );
    await expect(approveBySql).rejects.toMatchObject({ cause: { code: '42501' } });
    await approve(STARTING_POLICY);
  });
});

describe('known before', () => {
  test('no new call while it gets better, and the dossier says why; a new call when it gets worse', async () => {
    const patient = '7700001';
    const first = await decided('7.2', patient);
    expect((await announce(first)).ok).toBe(true);
    product.clock.pass(3_600_000);
    const better = await decided('6.8', patient);
    expect(await callsOf(better)).toMatchObject({ open: null, silences: [{ value: '6,8', reasonCode: 'K' }] });
    await follow(better);
    expect((await callsOf(better)).silences).toHaveLength(1);
    product.clock.pass(3_600_000);
    expect((await openOf(await decided('7.4', patient))).values).toMatchObject([{ value: '7,4' }]);
  });
});

describe('the ladder', () => {
  test('wakes who is on duty, then the next, then paper; each once, also when the worker was away for an hour', async () => {
    const roster = rosterOf(product);
    await roster.clear();
    const today = new Date(product.clock.now().getTime() + 3_600_000);
    const wall = (at: Date) => at.toISOString().slice(0, 16);
    await roster.plan(biologist, biologist, ['valmont'], wall(today), wall(new Date(today.getTime() + 8 * 3_600_000)));
    await roster.plan(biologist, colleague, ['valmont'], wall(new Date(today.getTime() + 8 * 3_600_000)), wall(new Date(today.getTime() + 16 * 3_600_000)));
    product.clock.pass(2 * 60_000);
    const dossierId = await decided('6.9');
    const [first, second, paper] = await stepsOf(dossierId);
    await take(first?.id ?? '');
    expect((await stepsOf(dossierId)).map(stateOf)).toEqual(['pending', 'pending', 'pending']);
    // The process that had to do it is dead; the queue has lost what it held.
    await product.access.worker.execute(sql`update fact_task set state = 'done' where name in ('call.step-due','call.notice-queued')`);
    product.clock.pass(3_600_000);
    expect((await sweepCalls(product.ctx)).steps).toBeGreaterThanOrEqual(3);
    for (const step of [first, second, paper, first]) await take(step?.id ?? '');
    expect((await stepsOf(dossierId)).map(outcomeOf)).toEqual(['told', 'told', 'paper']);
    expect((await noticesOf(dossierId)).map(({ user_id }) => user_id)).toEqual([biologist.userId, colleague.userId]);
    await sweepCalls(product.ctx);
    expect(
      await product.rows(sql`select 1 from link_alarm where kind = 'call-overdue' and closed_at is null and subject = ${(await openOf(dossierId)).callId}`),
    ).toHaveLength(1);
  });

  test('tells once whatever happens to the sender, and nobody once the call is over', async () => {
    const dossierId = await decided('6.9');
    const [first] = await stepsOf(dossierId);
    product.clock.pass(4 * 60_000);
    await take(first?.id ?? '');
    const [notice] = await noticesOf(dossierId);
    const woken: string[] = [];
    const away: Notify = () => Promise.reject(new Fault('sms-503', 'safe'));
    await expect(sendCallNotice(product.ctx, notice?.id ?? '', away)).rejects.toMatchObject({ retry: 'safe' });
    const reaches: Notify = (_ctx, { userId }) => {
      woken.push(userId);
      return Promise.resolve(['sms']);
    };
    await sendCallNotice(product.ctx, notice?.id ?? '', reaches);
    await sendCallNotice(product.ctx, notice?.id ?? '', reaches);
    expect(woken).toEqual([biologist.userId]);
    expect((await noticesOf(dossierId)).map(stateOf)).toEqual(['sent']);
    const other = await decided('7.1');
    const [step, next] = await stepsOf(other);
    product.clock.pass(4 * 60_000);
    await take(step?.id ?? '');
    const [late] = await noticesOf(other);
    await announce(other);
    await sendCallNotice(product.ctx, late?.id ?? '', reaches);
    product.clock.pass(3_600_000);
    await take(next?.id ?? '');
    expect((await noticesOf(other)).map(stateOf)).toEqual(['dropped']);
    expect(woken).toHaveLength(1);
    expect(await product.rows(sql`select outcome from call_step where id = ${next?.id ?? ''}`)).toEqual([{ outcome: 'over' }]);
  });

  test('waits while somebody is calling; with nobody on duty the next rung is due at once', async () => {
    const dossierId = await decided('6.9');
    const { callId } = await openOf(dossierId);
    product.clock.pass(4 * 60_000);
    await recordAttempt(product.as(colleague), { attemptId: newId(), callId, outcome: 'no-answer', place: '', number: '', note: '' });
    const [first] = await stepsOf(dossierId);
    await take(first?.id ?? '');
    expect((await stepsOf(dossierId)).map(stateOf)).toEqual(['pending', 'pending', 'pending']);
    await rosterOf(product).clear();
    product.clock.pass(60 * 60_000);
    await take(first?.id ?? '');
    expect((await stepsOf(dossierId)).map(outcomeOf)).toEqual(['nobody', '', '']);
  });
});

describe('where to phone', () => {
  test('is the number of this hour of the ward where the patient is now; a change is a version, seen by whoever changes next', async () => {
    const wardId = referenceIds.ward('valmont', 'URG');
    const line = { label: 'IAO de nuit', number: '03 29 00 07 77', days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', isDuty: true };
    const dossierId = await decided('6.9');
    const { place } = await openOf(dossierId);
    expect(place?.phone).not.toBe(line.number);
    expect(await changeWardPhone(product.as(referent), { wardId, seen: 0, lines: [line] })).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await changeWardPhone(product.as(biologist), { wardId, seen: 0, lines: [] })).toMatchObject({ refusal: { code: 'ward-phone-changed' } });
    expect(await changeWardPhone(product.as(elsewhere), { wardId, seen: 1, lines: [] })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await changeWardPhone(product.as(technician), { wardId, seen: 1, lines: [] })).toMatchObject({ refusal: { code: 'not-found' } });
    expect((await openOf(dossierId)).place).toMatchObject({ ward: 'Urgences', phone: line.number, phoneLabel: 'IAO de nuit' });
  });
});

describe('the board', () => {
  test('shows every open call of the person’s sites, on duty or not, and gives them on paper, traced', async () => {
    const dossierId = await decided('6.9');
    const { callId } = await openOf(dossierId);
    const board = await readBoard(product.as(technician));
    expect(board.calls.find((call) => call.callId === callId)).toMatchObject({
      attempts: 0,
      escalation: [{ who: 'on-duty' }, { who: 'next' }, { who: 'paper' }],
    });
    expect((await readBoard(product.as(elsewhere))).calls.some((call) => call.callId === callId)).toBe(false);
    expect(await printCalls(product.as(elsewhere), { callIds: [callId] })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await printCalls(product.as(technician), { callIds: [callId] })).toMatchObject({
      ok: true,
      value: { sheets: [{ callId, values: [{ value: '6,9' }] }] },
    });
    expect(await product.rows(sql`select 1 from audit_event where action = 'call.print' and dossier_id = ${dossierId}`)).toHaveLength(1);
  });
});
