import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { closeCall } from './close-call';
import { followCalls } from './follow-calls';
import { readCall } from './read-call';
import { recordAttempt } from './record-attempt';
import { sweepCalls } from './sweep-calls';

const POTASSIUM = [
  { value: '6.9', flag: 'HH' },
  { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: '140', flag: 'N' },
];

let product: TestValidation;
let biologist: ProfessionalActor;
let colleague: ProfessionalActor;
let elsewhere: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation();
  biologist = await product.person('biologist', ['valmont']);
  colleague = await product.person('biologist', ['valmont']);
  elsewhere = await product.person('biologist', ['hauterive']);
});
afterAll(() => product.end());

/** A dossier whose critical potassium was validated, with effect. */
async function decided(): Promise<string> {
  const dossierId = await product.send(product.freshNumber(), { results: POTASSIUM });
  expect((await product.decide(biologist, dossierId)).ok).toBe(true);
  await product.wait(11);
  await follow(dossierId);
  return dossierId;
}
const follow = (dossierId: string) => product.ctx.transaction((tx) => followCalls(product.ctx, tx, dossierId));
const callsOf = async (dossierId: string, who = biologist) => {
  const read = await readCall(product.as(who), { dossierId });
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
};
const openOf = async (dossierId: string) => {
  const { open } = await callsOf(dossierId);
  if (!open) throw new Error('no open call');
  return open;
};
const closing = async (dossierId: string, given: Record<string, unknown> = {}) => {
  const open = await openOf(dossierId);
  return {
    callId: open.callId,
    isIdentityRepeated: true,
    spokenTo: 'Dr Samuel KELLER',
    quality: 'médecin de garde',
    place: 'Réanimation',
    number: '03 29 00 06 21',
    readBack: open.values.map(({ observationVersionId, value }) => ({ observationVersionId, repeated: value })),
    idempotencyKey: newId(),
    ...given,
  };
};
const audited = async (dossierId: string) =>
  (
    await product.rows<{ action: string; outcome: string }>(
      sql`select action, outcome from audit_event where dossier_id = ${dossierId} and action like 'call.%' order by sequence`,
    )
  ).map(({ action, outcome }) => `${action} ${outcome}`);

describe('a critical value that takes effect', () => {
  test('is to be announced, it alone, within ten minutes; heard twice it is one call', async () => {
    const dossierId = await decided();
    await follow(dossierId);
    const open = await openOf(dossierId);
    expect(open.values).toMatchObject([{ label: 'Potassium', value: '6,9', flag: 'critical-high' }]);
    expect(open.dueAt.getTime() - open.openedAt.getTime()).toBeLessThanOrEqual(600_000);
    expect((await product.rows(sql`select 1 from critical_call where dossier_id = ${dossierId}`)).length).toBe(1);
    expect(await audited(dossierId)).toEqual(['call.open done']);
  });

  test('is not while the signature can be undone, nor when it is no longer critical', async () => {
    const dossierId = await product.send(product.freshNumber(), { results: POTASSIUM });
    await product.decide(biologist, dossierId);
    await follow(dossierId);
    expect((await callsOf(dossierId)).open).toBeNull();
    const normal = await product.send(product.freshNumber(), { results: [{ value: '4.1', flag: 'N' }] });
    await product.decide(biologist, normal);
    await product.wait(11);
    await follow(normal);
    expect((await callsOf(normal)).open).toBeNull();
  });

  test('is found by the sweeper when the fact was lost, and rings once it is overdue', async () => {
    const dossierId = await product.send(product.freshNumber(), { results: POTASSIUM });
    await product.decide(biologist, dossierId);
    await product.wait(11);
    expect((await callsOf(dossierId)).open).toBeNull();
    product.clock.pass(60_000);
    await sweepCalls(product.ctx);
    const { callId } = await openOf(dossierId);
    const rings = async () =>
      (await product.rows(sql`select 1 from link_alarm where kind = 'call-overdue' and subject = ${callId} and closed_at is null`)).length;
    expect(await rings()).toBe(0);
    product.clock.pass(600_000);
    await sweepCalls(product.ctx);
    expect(await rings()).toBe(1);
    expect((await closeCall(product.as(biologist), await closing(dossierId))).ok).toBe(true);
    product.clock.pass(1_000);
    await sweepCalls(product.ctx);
    expect(await rings()).toBe(0);
  });

  test('that is corrected while somebody is sought is no longer said, and what replaces it is, once it is validated', async () => {
    const dossierId = await decided();
    const [number] = await product.rows<{ n: string }>(sql`select accession_number as n from dossier where id = ${dossierId}`);
    await product.send(number?.n ?? '', { results: [{ value: '4.2', flag: 'N', status: 'C' }, ...POTASSIUM.slice(1)] });
    await follow(dossierId);
    const { open, ended } = await callsOf(dossierId);
    expect(open).toBeNull();
    expect(ended).toMatchObject([{ state: 'void' }]);
    expect(await audited(dossierId)).toEqual(['call.open done', 'call.void done']);
  });
});

describe('closing', () => {
  test('one value repeated wrongly keeps the call open, whatever the screen says', async () => {
    const dossierId = await decided();
    const wrong = await closing(dossierId);
    const readBack = wrong.readBack.map((said) => ({ ...said, repeated: '9,6' }));
    expect(await closeCall(product.as(biologist), { ...wrong, readBack })).toMatchObject({ ok: false, refusal: { code: 'read-back-differs' } });
    expect((await callsOf(dossierId)).open).not.toBeNull();
    expect(await audited(dossierId)).toEqual(['call.open done', 'call.close refused']);
  });

  test('keeps who took it, what he repeated and when; the same press again is the same closing, another is told that it is over', async () => {
    const dossierId = await decided();
    const input = await closing(dossierId);
    const first = await closeCall(product.as(biologist), input);
    expect(await closeCall(product.as(biologist), input)).toEqual(first);
    expect(await closeCall(product.as(colleague), { ...input, idempotencyKey: newId() })).toMatchObject({ ok: false, refusal: { code: 'call-over' } });
    expect((await callsOf(dossierId)).ended).toMatchObject([
      { state: 'closed', spokenTo: 'Dr Samuel KELLER', quality: 'médecin de garde', values: [{ readBack: '6,9' }], attempts: [{ outcome: 'reached' }] },
    ]);
  });

  test('two biologists at the same moment close it once', async () => {
    const dossierId = await decided();
    const input = await closing(dossierId);
    const ends = await Promise.all([
      closeCall(product.as(biologist), { ...input, idempotencyKey: newId() }),
      closeCall(product.as(colleague), { ...input, idempotencyKey: newId() }),
    ]);
    expect(ends.filter(({ ok }) => ok).length).toBe(1);
  });

  test('an announced value is not announced again when another result of the dossier is validated', async () => {
    const dossierId = await decided();
    await closeCall(product.as(biologist), await closing(dossierId));
    await follow(dossierId);
    expect((await callsOf(dossierId)).open).toBeNull();
  });
});

test('an attempt is kept once per press, changes nothing else, and ends with the call', async () => {
  const dossierId = await decided();
  const { callId } = await openOf(dossierId);
  const attempt = { attemptId: newId(), callId, outcome: 'no-answer' as const, place: 'Urgences', number: '03 29 00 04 15', note: '' };
  await recordAttempt(product.as(biologist), attempt);
  await recordAttempt(product.as(biologist), attempt);
  expect((await openOf(dossierId)).attempts).toMatchObject([{ outcome: 'no-answer', place: 'Urgences' }]);
  await closeCall(product.as(biologist), await closing(dossierId));
  expect(await recordAttempt(product.as(biologist), { ...attempt, attemptId: newId() })).toMatchObject({ ok: false, refusal: { code: 'call-over' } });
});

describe('who is not of the site', () => {
  test('finds no call, tries none and closes none, also by raw SQL', async () => {
    const dossierId = await decided();
    const input = await closing(dossierId);
    expect(await readCall(product.as(elsewhere), { dossierId })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    expect(await closeCall(product.as(elsewhere), input)).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    const run = (statement: ReturnType<typeof sql>) => product.as(elsewhere).transaction(async (tx) => [...(await tx.execute(statement))]);
    expect(await run(sql`select 1 from critical_call where id = ${input.callId}`)).toEqual([]);
    expect(await run(sql`select * from place_of_patient(${dossierId})`)).toEqual([]);
    expect(await run(sql`update critical_call set state = 'closed' where id = ${input.callId} returning 1`)).toEqual([]);
  });

  test('nobody reopens or rewrites what was announced', async () => {
    const dossierId = await decided();
    const input = await closing(dossierId);
    await closeCall(product.as(biologist), input);
    const change = product.access.worker.execute(sql`update critical_call set state = 'void' where id = ${input.callId}`);
    await expect(change).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});
