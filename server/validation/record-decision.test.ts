import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { prepareDecision } from './prepare-decision';
import { readCard } from './read-card';
import { recordDecision } from './record-decision';
import { sendNow } from './send-now';
import { settleDecision } from './settle-decision';
import { undoDecision } from './undo-decision';

let product: TestValidation;
let helene: ProfessionalActor;
let karim: ProfessionalActor;
let elsewhere: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation();
  helene = await product.person('biologist');
  karim = await product.person('biologist', ['valmont', 'hauterive'], { name: 'Dr Karim HADDAD' });
  elsewhere = await product.person('biologist', ['hauterive']);
});
afterAll(() => product.end());

const arrived = (results?: Parameters<TestValidation['send']>[1]) => product.send(product.freshNumber(), results);
const TWO = { results: [{}, { code: 'NA', value: '140' }] };

async function signed(actor: ProfessionalActor, dossierId: string, intent = {}): Promise<string> {
  const outcome = await product.decide(actor, dossierId, intent);
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
  return outcome.value.decisionId;
}

const auditOf = async (dossierId: string) =>
  (
    await product.rows<{ line: string }>(
      sql`select action || ' ' || outcome as line from audit_event where dossier_id = ${dossierId} and action like 'validation.%' order by sequence`,
    )
  ).map(({ line }) => line);

describe('a signature', () => {
  test('waits for its time to undo, then is told exactly once', async () => {
    const dossierId = await arrived();
    const decisionId = await signed(helene, dossierId, { comment: '  Contrôlé.  ' });
    expect(await product.standings(dossierId)).toEqual(['pending']);
    await product.wait(9.9);
    expect([await product.standings(dossierId), await product.told(dossierId)]).toEqual([['pending'], 0]);
    await product.wait(0.1);
    expect([await product.standings(dossierId), await product.told(dossierId)]).toEqual([['validated'], 1]);
    await product.wait(60);
    expect(await product.told(dossierId)).toBe(1);
    expect(await product.rows(sql`select comment, decider_name as name, state from validation_decision where id = ${decisionId}`)).toEqual([
      { comment: 'Contrôlé.', name: helene.name, state: 'effective' },
    ]);
    expect(await auditOf(dossierId)).toEqual(['validation.sign done', 'validation.settle done']);
  });

  test('covers what was chosen and nothing else', async () => {
    const dossierId = await arrived(TWO);
    await signed(helene, dossierId, { codes: ['K'] });
    expect(await product.standings(dossierId)).toEqual(['pending', 'awaiting']);
    expect(await product.worklist(dossierId)).toMatchObject({ standing: 'awaiting', awaiting_count: 1 });
  });

  test('of two biologists at the same second: one succeeds, the other learns who and when', async () => {
    for (let round = 0; round < 5; round += 1) {
      const dossierId = await arrived();
      const [first, second] = [await product.prepare(helene, dossierId, {}), await product.prepare(karim, dossierId, {})];
      const outcomes = await Promise.all([recordDecision(product.as(helene), first), recordDecision(product.as(karim), second)]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      const winner = outcomes[0].ok ? helene : karim;
      expect(outcomes.find(({ ok }) => !ok)).toEqual({
        ok: false,
        refusal: { code: 'already-decided', detail: { by: winner.name, at: product.clock.now().toISOString() } },
      });
      expect((await auditOf(dossierId)).toSorted()).toEqual(['validation.sign done', 'validation.sign refused']);
    }
  });

  test('pressed twice, also at once, is one decision', async () => {
    const dossierId = await arrived();
    const request = await product.prepare(helene, dossierId, { idempotencyKey: newId() });
    const outcomes = await Promise.all([1, 2, 3].map(() => recordDecision(product.as(helene), request)));
    outcomes.push(await recordDecision(product.as(helene), request));
    expect(new Set(outcomes.map((outcome) => (outcome.ok ? outcome.value.decisionId : outcome.refusal.code))).size).toBe(1);
    expect(await product.rows(sql`select 1 from validation_decision where dossier_id = ${dossierId}`)).toHaveLength(1);
  });

  test('on the same result twice in one request is on one result', async () => {
    const dossierId = await arrived();
    const request = await product.prepare(helene, dossierId, {});
    const doubled = { ...request, observationIds: [...request.observationIds, ...request.observationIds] };
    const prepared = await prepareDecision(product.as(helene), doubled);
    expect(await recordDecision(product.as(helene), { ...doubled, fingerprint: prepared.ok ? prepared.value.fingerprint : '' })).toMatchObject({ ok: true });
  });

  test.each<[string, Parameters<TestValidation['send']>[1]]>([
    ['a result', { results: [{ value: '6.9' }] }],
    ['a flag', { results: [{ flag: 'HH' }] }],
    ['a note', { results: [{ notes: ['Repassé.'] }] }],
    ['a note on the request', { groups: [{ results: [{}], notes: ['Contrôlé.'] }] }],
    ['another result', TWO],
    ['the clinical information', { clinicalInformation: 'Malaise' }],
    ['the ward', { encounter: { ward: 'REA' } }],
    ['the name', { patient: { birthFamilyName: 'NOUVEAU' } }],
    ['the priority', { priority: 'stat' }],
  ])('under a screen that did not show %s is refused', async (_what, change) => {
    const number = product.freshNumber();
    const dossierId = await product.send(number);
    const request = await product.prepare(helene, dossierId, {});
    await product.send(number, change);
    expect(await recordDecision(product.as(helene), request)).toMatchObject({ ok: false, refusal: { code: 'dossier-changed' } });
    expect(await auditOf(dossierId)).toEqual(['validation.sign refused']);
    await product.send(number, { patient: {} });
  });

  test.each<[string, Parameters<TestValidation['send']>[1], boolean]>([
    ['the same again', {}, true],
    ['another name', { patient: { birthFamilyName: 'NOUVEAU' } }, false],
    ['another clinical information', { clinicalInformation: 'Sous KCl' }, false],
    ['another ward', { encounter: { ward: 'REA' } }, false],
    ['another value', { results: [{ value: '6.9' }] }, false],
  ])('a card says whether it is still what would be signed: %s', async (_what, change, isSame) => {
    const number = product.freshNumber();
    const received = { receivedAt: product.clock.now() };
    const dossierId = await product.send(number, received);
    const card = await readCard(product.as(helene), { dossierId });
    await product.send(number, { ...received, ...change });
    const prepared = await prepareDecision(product.as(helene), await product.prepare(helene, dossierId, {}));
    expect(card.ok && prepared.ok && card.value.displayed === prepared.value.displayed).toBe(isSame);
    await product.send(number, { patient: {} });
  });

  test('a key that was used on another dossier is no answer for this one', async () => {
    const key = newId();
    expect(await recordDecision(product.as(helene), await product.prepare(helene, await arrived(), { idempotencyKey: key }))).toMatchObject({ ok: true });
    const request = await product.prepare(helene, await arrived(), { idempotencyKey: key });
    expect(await recordDecision(product.as(helene), request)).toMatchObject({ ok: false });
  });

  test('under another comment than the one displayed is refused', async () => {
    const dossierId = await arrived();
    const request = await product.prepare(helene, dossierId, { comment: 'a' });
    expect(await recordDecision(product.as(helene), { ...request, comment: 'b' })).toMatchObject({ refusal: { code: 'dossier-changed' } });
  });

  test('of a biologist of other sites finds no dossier, nor does anybody who is none', async () => {
    const dossierId = await arrived();
    const manager = await product.person('manager');
    for (const actor of [elsewhere, { ...helene, roles: ['technician' as const] }, manager]) {
      const request = await product.prepare(helene, dossierId, {});
      expect(await recordDecision(product.as(actor), request)).toEqual({ ok: false, refusal: { code: 'not-found' } });
    }
    expect(await prepareDecision(product.as(elsewhere), await product.prepare(helene, dossierId, {}))).toEqual({ ok: false, refusal: { code: 'not-found' } });
    expect(await product.standings(dossierId)).toEqual(['awaiting']);
  });
});

test('settling before its time, or what was undone, or twice, does nothing', async () => {
  const dossierId = await arrived();
  const decisionId = await signed(helene, dossierId);
  const settle = () => product.ctx.transaction((tx) => settleDecision(product.ctx, tx, decisionId));
  await settle();
  expect([await product.standings(dossierId), await product.told(dossierId)]).toEqual([['pending'], 0]);
  product.clock.pass(10_000);
  await Promise.all([settle(), settle()]);
  expect([await product.standings(dossierId), await product.told(dossierId)]).toEqual([['validated'], 1]);
  const undone = await signed(helene, await arrived());
  await undoDecision(product.as(helene), { decisionId: undone });
  product.clock.pass(60_000);
  await product.ctx.transaction((tx) => settleDecision(product.ctx, tx, undone));
  expect(await product.rows(sql`select state from validation_decision where id = ${undone}`)).toEqual([{ state: 'cancelled' }]);
});

describe('a hold', () => {
  test('needs a reason, sends nothing, shows its reason while it lasts', async () => {
    const dossierId = await arrived(TWO);
    expect(await product.decide(helene, dossierId, { kind: 'hold', holdReason: ' ' })).toMatchObject({ refusal: { code: 'hold-needs-reason' } });
    await signed(helene, dossierId, { kind: 'hold', holdReason: 'Contrôle', codes: ['K'] });
    expect(await product.worklist(dossierId)).toMatchObject({ standing: 'awaiting', hold_reason: 'Contrôle' });
    await signed(karim, dossierId, { codes: ['K'] });
    expect(await product.worklist(dossierId)).toMatchObject({ standing: 'awaiting', hold_reason: '' });
    await product.wait(60);
    expect(await product.told(dossierId)).toBe(1);
  });

  test('of anybody gives way to a validation, and is there again when that is undone', async () => {
    const dossierId = await arrived();
    await signed(helene, dossierId, { kind: 'hold', holdReason: 'Contrôle' });
    const decisionId = await signed(karim, dossierId);
    expect(await product.standings(dossierId)).toEqual(['pending']);
    expect(await undoDecision(product.as(karim), { decisionId })).toMatchObject({ ok: true });
    expect(await product.standings(dossierId)).toEqual(['held']);
    expect(await product.worklist(dossierId)).toMatchObject({ standing: 'held', hold_reason: 'Contrôle' });
    await signed(karim, dossierId);
    await product.wait(11);
    expect(await product.standings(dossierId)).toEqual(['validated']);
  });
});

describe('undo', () => {
  test('in time: nothing of the signature leaves, ever', async () => {
    const dossierId = await arrived();
    const decisionId = await signed(helene, dossierId);
    product.clock.pass(9_000);
    expect(await undoDecision(product.as(helene), { decisionId })).toMatchObject({ ok: true });
    expect(await undoDecision(product.as(helene), { decisionId })).toMatchObject({ ok: true });
    await product.wait(3_600);
    expect([await product.standings(dossierId), await product.told(dossierId)]).toEqual([['awaiting'], 0]);
    expect(await sendNow(product.as(helene), { decisionId })).toMatchObject({ refusal: { code: 'already-cancelled' } });
    expect(await auditOf(dossierId)).toEqual(['validation.sign done', 'validation.undo done']);
  });

  test('too late, before or after the worker saw it, is refused with the instant', async () => {
    const dossierId = await arrived();
    const decisionId = await signed(helene, dossierId);
    const effectiveAt = new Date(product.clock.now().getTime() + 10_000).toISOString();
    product.clock.pass(10_000);
    expect(await undoDecision(product.as(helene), { decisionId })).toEqual({ ok: false, refusal: { code: 'undo-too-late', detail: { at: effectiveAt } } });
    await product.settle();
    expect(await undoDecision(product.as(helene), { decisionId })).toMatchObject({ refusal: { code: 'undo-too-late' } });
    expect(await product.told(dossierId)).toBe(1);
  });

  test('and « send now » of somebody else’s signature find nothing', async () => {
    const dossierId = await arrived();
    const decisionId = await signed(helene, dossierId);
    expect(await undoDecision(product.as(karim), { decisionId })).toEqual({ ok: false, refusal: { code: 'not-found' } });
    expect(await sendNow(product.as(karim), { decisionId })).toEqual({ ok: false, refusal: { code: 'not-found' } });
  });
});

test('« send now » sends at once, twice pressed once, and cannot be undone', async () => {
  const dossierId = await arrived();
  const decisionId = await signed(helene, dossierId);
  expect(await sendNow(product.as(helene), { decisionId })).toEqual({ ok: true, value: { effectiveAt: product.clock.now() } });
  expect(await sendNow(product.as(helene), { decisionId })).toEqual({ ok: true, value: { effectiveAt: product.clock.now() } });
  expect(await undoDecision(product.as(helene), { decisionId })).toMatchObject({ refusal: { code: 'undo-too-late' } });
  await product.settle();
  expect([await product.standings(dossierId), await product.told(dossierId)]).toEqual([['validated'], 1]);
  await product.wait(60);
  expect(await product.told(dossierId)).toBe(1);
});

test('a settling that meets a change waits for it and projects both', async () => {
  const dossierId = await arrived(TWO);
  await signed(helene, dossierId, { codes: ['K'] });
  product.clock.pass(11_000);
  const { settling } = await product.ctx.transaction(async (tx) => {
    // Whatever reads before it has the lock would project what is about to be old.
    await tx.execute(sql`select 1 from dossier where id = ${dossierId} for update`);
    const running = product.settle();
    for (;;) {
      const [waiting] = await product.rows(sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
      if (waiting) return { settling: running };
    }
  });
  await settling;
  expect(await product.worklist(dossierId)).toMatchObject({ standing: 'awaiting', awaiting_count: 1 });
});
