import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedProof } from '../main/seed/seed-proof';
import { batching, dyingAt } from '../main/testing-batch';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { bePresent } from './be-present';
import { decideBatch } from './decide-batch';
import { batchHashOf } from './open-batch';
import { sweepValidation } from './sweep';
import { undoBatch } from './undo-batch';
import { undoDecision } from './undo-decision';

let product: TestValidation;
let desk: ReturnType<typeof batching>;
let helene: ProfessionalActor;
let karim: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation({ rules: true });
  desk = batching(product);
  helene = await product.person('biologist', ['valmont'], { name: 'Dr Hélène MARCHETTI' });
  karim = await product.person('biologist', ['valmont', 'hauterive'], { name: 'Dr Karim HADDAD' });
});
afterAll(() => product.end());

const DULL = { results: [{ code: 'NA', value: '140', flag: 'N' }] };
const dull = () => product.send(product.freshNumber(), DULL);
const several = async (count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) ids.push(await dull());
  return ids;
};
const standingOf = async (dossierId: string) => (await product.standings(dossierId)).join(' ');
const answered = (outcome: Awaited<ReturnType<typeof decideBatch>>) => {
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value.dossiers;
};
const batchOf = (outcome: Awaited<ReturnType<typeof decideBatch>>): string => (outcome.ok ? outcome.value.batchId : '');

describe('several dossiers under one proof', () => {
  test('are each a decision of its own, with its own statement and one proof, told once each', async () => {
    const ids = await several(3);
    const dossiers = answered(await desk.sign(helene, ids));
    expect(dossiers.map(({ code, state, bars }) => [code, state, bars])).toEqual(Array.from({ length: 3 }, () => [null, 'pending', []]));
    const rows = await product.rows<{ n: string; proofs: string; statements: string; batches: string }>(
      sql`select count(*) as n, count(distinct proof_id) as proofs, count(distinct statement) as statements, count(distinct batch_id) as batches
        from validation_decision where dossier_id in ${ids}`,
    );
    expect(rows).toEqual([{ n: '3', proofs: '1', statements: '3', batches: '1' }]);
    await product.wait(11);
    for (const id of ids) expect([await standingOf(id), await product.told(id)]).toEqual(['validated', 1]);
  });

  test('leave no sooner than ten seconds after the last of them was signed', async () => {
    const dossiers = answered(await desk.sign(helene, await several(3)));
    const soonest = Math.min(...dossiers.map(({ effectiveAt }) => effectiveAt?.getTime() ?? 0));
    const [last] = await product.rows<{ at: Date }>(sql`select max(signed_at) as at from validation_decision`);
    expect(soonest - new Date(last?.at ?? 0).getTime()).toBeGreaterThanOrEqual(10_000);
  });

  test('keep what was in sight and for how long in the statement of each', async () => {
    const [id = ''] = await several(1);
    await desk.sign(helene, [id]);
    const [row] = await product.rows<{ statement: string }>(sql`select statement from validation_decision where dossier_id = ${id}`);
    expect(JSON.parse(row?.statement ?? '')).toMatchObject({ intent: { kind: 'validate', seen: [{ ms: 2000 }] } });
  });
});

describe('what changed between view and click is left out, and the others go', () => {
  test('a correction by the LIS', async () => {
    const number = product.freshNumber();
    const [kept = ''] = await several(1);
    const corrected = await product.send(number, DULL);
    const input = { idempotencyKey: newId(), parts: await desk.partsOf(helene, await desk.show(helene, [corrected, kept])) };
    await product.send(number, { results: [{ code: 'NA', value: '141', flag: 'N' }] });
    const dossiers = answered(await decideBatch(product.as(helene), input, await desk.prove(helene, input)));
    expect(dossiers.map(({ code }) => code)).toEqual(['dossier-changed', null]);
    expect([await standingOf(corrected), await standingOf(kept)]).toEqual(['awaiting', 'pending']);
  });

  test('a colleague who signed it first', async () => {
    const [one = '', two = ''] = await several(2);
    const input = { idempotencyKey: newId(), parts: await desk.partsOf(helene, await desk.show(helene, [one, two])) };
    await product.decide(karim, one);
    const dossiers = answered(await decideBatch(product.as(helene), input, await desk.prove(helene, input)));
    expect(dossiers.map(({ code }) => code)).toEqual(['already-decided', null]);
  });

  test('a colleague who has it on the screen', async () => {
    const [one = '', two = ''] = await several(2);
    const input = { idempotencyKey: newId(), parts: await desk.partsOf(helene, await desk.show(helene, [one, two])) };
    await bePresent(product.as(karim), { dossierId: one, takes: false });
    const dossiers = answered(await decideBatch(product.as(helene), input, await desk.prove(helene, input)));
    expect(dossiers.map(({ code, bars }) => [code, bars])).toEqual([
      ['not-together', ['opened-elsewhere']],
      [null, []],
    ]);
    expect(await standingOf(one)).toBe('awaiting');
  });
});

describe('the server refuses', () => {
  test.each([
    ['a critical value', { results: [{ value: '6.9', flag: 'HH' }] }, 'critical'],
    ['a flagged one', { results: [{ code: 'NA', value: '150', flag: 'H' }] }, 'flagged'],
    ['one that nobody evaluated', { results: [{ code: 'NA', value: '140', flag: '' }] }, 'not-evaluated'],
  ])('%s, also when the screen sends it', async (_, message, bar) => {
    const id = await product.send(product.freshNumber(), message);
    const [dossier] = answered(await desk.sign(helene, [id]));
    expect(dossier).toMatchObject({ code: 'not-together', decisionId: null });
    expect(dossier?.bars).toContain(bar);
    expect(await standingOf(id)).toBe('awaiting');
  });

  test('a result that was not in sight', async () => {
    const [id = ''] = await several(1);
    const shown = (await desk.show(helene, [id])).map((one) => ({ ...one, seen: [] }));
    expect(await desk.prepare(helene, shown)).toMatchObject([{ bars: ['not-displayed'] }]);
    const input = { idempotencyKey: newId(), parts: await desk.partsOf(helene, shown) };
    expect(answered(await decideBatch(product.as(helene), input, await desk.prove(helene, input)))).toMatchObject([
      { code: 'not-together', bars: ['not-displayed'] },
    ]);
  });

  test('a proof of another batch, of a single decision, of another person, or used already', async () => {
    const ids = await several(2);
    const shown = await desk.show(helene, ids);
    const parts = await desk.partsOf(helene, shown);
    const input = { idempotencyKey: newId(), parts };
    const tries = [
      await desk.prove(helene, { parts: parts.slice(1) }),
      await seedProof(product.as(helene), { act: 'validate', contentHash: batchHashOf(input) }),
      await desk.prove(karim, input),
    ];
    for (const proofId of tries) expect(await decideBatch(product.as(helene), input, proofId)).toMatchObject({ refusal: { code: 'proof-refused' } });
    const proofId = await desk.prove(helene, input);
    answered(await decideBatch(product.as(helene), input, proofId));
    expect(await decideBatch(product.as(helene), { ...input, idempotencyKey: newId() }, proofId)).toMatchObject({ refusal: { code: 'proof-refused' } });
  });

  test('a fingerprint that the batch does not name, and the batch of another person', async () => {
    const [one = '', two = ''] = await several(2);
    const input = { idempotencyKey: newId(), parts: await desk.partsOf(helene, await desk.show(helene, [one])) };
    const opened = await decideBatch(product.as(helene), input, await desk.prove(helene, input));
    const other = { ...input, parts: await desk.partsOf(helene, await desk.show(helene, [two])) };
    expect(await decideBatch(product.as(helene), other, await desk.prove(helene, other))).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await undoBatch(product.as(karim), { batchId: opened.ok ? opened.value.batchId : '' })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await standingOf(two)).toBe('awaiting');
  });
});

describe('undone within ten seconds', () => {
  test('the whole: nothing leaves, and every dossier waits again', async () => {
    const ids = await several(3);
    const batchId = batchOf(await desk.sign(helene, ids));
    await product.wait(9);
    const undone = await undoBatch(product.as(helene), { batchId });
    expect(undone.ok && undone.value.dossiers.every(({ cancelledAt }) => cancelledAt !== null)).toBe(true);
    expect(await undoBatch(product.as(helene), { batchId })).toEqual(undone);
    await product.wait(60);
    for (const id of ids) expect([await standingOf(id), await product.told(id)]).toEqual(['awaiting', 0]);
  });

  test('one of them: the others leave', async () => {
    const [one = '', two = ''] = await several(2);
    const [first] = answered(await desk.sign(helene, [one, two]));
    expect(await undoDecision(product.as(helene), { decisionId: first?.decisionId ?? '' })).toMatchObject({ ok: true });
    await product.wait(15);
    expect([await standingOf(one), await standingOf(two)]).toEqual(['awaiting', 'validated']);
  });

  test('too late: what has left is said, and stays', async () => {
    const [one = ''] = await several(1);
    const batchId = batchOf(await desk.sign(helene, [one]));
    await product.wait(15);
    expect(await undoBatch(product.as(helene), { batchId })).toMatchObject({ value: { dossiers: [{ cancelledAt: null }] } });
    expect(await standingOf(one)).toBe('validated');
  });
});

describe('pressed twice, killed in between', () => {
  test('pressed twice at once it is one batch, one decision each', async () => {
    const ids = await several(3);
    const input = { idempotencyKey: newId(), parts: await desk.partsOf(helene, await desk.show(helene, ids)) };
    const proofId = await desk.prove(helene, input);
    const both = await Promise.all([decideBatch(product.as(helene), input, proofId), decideBatch(product.as(helene), input, proofId)]);
    for (const outcome of both) expect(answered(outcome).map(({ code }) => code)).toEqual([null, null, null]);
    expect(await product.rows(sql`select 1 from validation_decision where dossier_id in ${ids}`)).toHaveLength(3);
  });

  test.each(Array.from({ length: 12 }, (_, at) => at))('killed at commit %i and sent again, each is signed exactly once', async (at) => {
    const ids = await several(2);
    const input = { idempotencyKey: newId(), parts: await desk.partsOf(helene, await desk.show(helene, ids)) };
    const proofId = await desk.prove(helene, input);
    await decideBatch(dyingAt(product.as(helene), at >> 1, at % 2 === 0 ? 'before' : 'after'), input, proofId).catch(() => undefined);
    const dossiers = answered(await decideBatch(product.as(helene), input, proofId));
    expect(dossiers.map(({ code }) => code)).toEqual([null, null]);
    expect(answered(await decideBatch(product.as(helene), input, proofId))).toEqual(dossiers);
    await product.wait(15);
    for (const id of ids) expect([await standingOf(id), await product.told(id)]).toEqual(['validated', 1]);
  });

  test('killed and never sent again: what was not come to is said to be left out, and waits', async () => {
    const ids = await several(2);
    const input = { idempotencyKey: newId(), parts: await desk.partsOf(helene, await desk.show(helene, ids)) };
    const proofId = await desk.prove(helene, input);
    await decideBatch(dyingAt(product.as(helene), 2, 'before'), input, proofId).catch(() => undefined);
    product.clock.pass(11 * 60_000);
    await sweepValidation(product.ctx);
    expect(await product.rows(sql`select code from decision_batch_member where dossier_id in ${ids} and code is not null`)).toEqual(
      ids.map(() => ({ code: 'interrupted' })),
    );
    expect(answered(await decideBatch(product.as(helene), input, proofId)).map(({ code }) => code)).toEqual(['interrupted', 'interrupted']);
  });
});
