import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedProof } from '../main/seed/seed-proof';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import type { TestMessage } from '../simulator/test-message';
import { exportDecision } from './export-decision';
import { prepareDecision } from './prepare-decision';
import { readCard } from './read-card';
import { recordDecision } from './record-decision';
import { requestOfLis } from './request-of-lis';
import { sweepValidation } from './sweep';
import { verifyDecision } from './verify-decision';
import { withdrawPart } from './withdraw-part';

/** Two levels of validation: who executed her part, who sampled the whole (GBUI XIV-2). */
let product: TestValidation;
let people: Record<'sampling' | 'executing' | 'both' | 'neither', ProfessionalActor>;
beforeAll(async () => {
  product = await openTestValidation();
  people = {
    sampling: await product.person('biologist', ['valmont']),
    executing: await product.person('biologist', ['hauterive'], { name: 'Karim HADDAD' }),
    both: await product.person('biologist', ['valmont', 'hauterive'], { name: 'Aude GARDE' }),
    neither: await product.person('biologist', ['clairlieu']),
  };
});
afterAll(() => product.end());

const RESPONSIBLE = { code: 'BIO003', familyName: 'HADDAD', givenName: 'Karim' };
const TSH = { code: 'TSH', label: 'TSH', value: '2.1', executedBy: 'LBM-HAUTERIVE' as const };
const send = (number: string, tsh: Partial<TestMessage['results'][number]> = {}) => product.send(number, { results: [{}, { ...TSH, ...tsh }] });
const fresh = () => send(product.freshNumber());
const line = async (dossierId: string, part: 'whole' | 'part') =>
  (
    await product.rows<{ standing: string; awaiting: number; awaited: string[] }>(sql`
    select standing, awaiting_count as awaiting, parts_awaited as awaited from worklist_entry where dossier_id = ${dossierId} and (part = '') = ${part === 'whole'}`)
  )[0];
const cardOf = async (who: keyof typeof people, dossierId: string) => {
  const card = await readCard(product.as(people[who]), { dossierId });
  if (!card.ok) throw new Error(card.refusal.code);
  return card.value;
};
const resultOf = (card: Awaited<ReturnType<typeof cardOf>>, code: string) =>
  card.panels.flatMap(({ results }) => results).find(({ localCode }) => localCode === code);
const decide = async (who: keyof typeof people, dossierId: string, intent: Parameters<TestValidation['decide']>[2]) => {
  const decided = await product.decide(people[who], dossierId, intent);
  await product.settle();
  return decided;
};

describe('the part', () => {
  test('is on the list of who executed, marked, and only that part of it is hers', async () => {
    const dossierId = await fresh();
    expect(await line(dossierId, 'part')).toEqual({ standing: 'awaiting', awaiting: 1, awaited: [] });
    expect(await line(dossierId, 'whole')).toEqual({ standing: 'awaiting', awaiting: 2, awaited: ['Hauterive'] });
    const card = await cardOf('executing', dossierId);
    expect(card.scope).toMatchObject({ kind: 'part' });
    expect([resultOf(card, 'K')?.isDecidable, resultOf(card, 'TSH')?.isDecidable]).toEqual([false, true]);
    expect(await decide('executing', dossierId, { codes: ['K'] })).toMatchObject({ ok: false, refusal: { code: 'not-your-part' } });
    expect(await decide('executing', dossierId, { codes: ['K', 'TSH'] })).toMatchObject({ ok: false, refusal: { code: 'not-your-part' } });
    expect(await decide('neither', dossierId, { codes: ['TSH'] })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  });

  test('validated releases nothing; the sampling side reads by whom, and validates the whole on it', async () => {
    const dossierId = await fresh();
    expect(await decide('executing', dossierId, { codes: ['TSH'] })).toMatchObject({ ok: true, value: { state: 'effective' } });
    await product.wait(60);
    expect(await product.told(dossierId)).toBe(0);
    expect(await product.standings(dossierId)).toEqual(['awaiting', 'awaiting']);
    expect(await line(dossierId, 'part')).toMatchObject({ standing: 'validated' });
    expect(await line(dossierId, 'whole')).toMatchObject({ standing: 'awaiting', awaited: [] });
    expect(resultOf(await cardOf('sampling', dossierId), 'TSH')?.part).toMatchObject({
      standing: 'validated',
      source: 'relais',
      by: 'Karim HADDAD',
      laboratory: 'Hauterive',
    });
    expect(await decide('sampling', dossierId, {})).toMatchObject({ ok: true });
    await product.wait(20);
    expect(await product.standings(dossierId)).toEqual(['validated', 'validated']);
    expect(await product.told(dossierId)).toBe(1);
  });

  test('unvalidated is not validated as part of the whole, whoever asks', async () => {
    const dossierId = await fresh();
    expect(await decide('sampling', dossierId, {})).toMatchObject({ ok: false, refusal: { code: 'part-awaited' } });
    expect(await decide('sampling', dossierId, { codes: ['K'] })).toMatchObject({ ok: true });
    await product.wait(20);
    expect(await product.standings(dossierId)).toEqual(['validated', 'awaiting']);
    const { history } = await product.factsOf(dossierId);
    const tsh = history.find(({ localCode }) => localCode === 'TSH')?.id ?? '';
    const [decision] = await product.rows<{ id: string }>(sql`select id from validation_decision where dossier_id = ${dossierId}`);
    const forged = sql`insert into decision_observation (decision_id, observation_version_id, kind, active) values (${decision?.id}, ${tsh}, 'validate', true)`;
    await expect(product.rows(forged)).rejects.toMatchObject({ cause: { message: 'the executing laboratory has not validated' } });
  });

  test('its F from the LIS is its validation; so is one that comes later, of the same value', async () => {
    const told = await send(product.freshNumber(), { status: 'F', responsible: RESPONSIBLE });
    expect(resultOf(await cardOf('sampling', told), 'TSH')?.part).toMatchObject({ standing: 'validated', source: 'lis' });
    expect(await decide('sampling', told, {})).toMatchObject({ ok: true });
    const number = product.freshNumber();
    const dossierId = await send(number);
    await send(number, { status: 'F', responsible: RESPONSIBLE });
    expect(resultOf(await cardOf('sampling', dossierId), 'TSH')?.part).toMatchObject({
      standing: 'validated',
      source: 'lis',
      by: expect.stringContaining('HADDAD'),
    });
    expect(await decide('sampling', dossierId, {})).toMatchObject({ ok: true });
  });

  test('a biologist of both laboratories speaks for both, and it says so', async () => {
    const dossierId = await fresh();
    const decided = await decide('both', dossierId, {});
    expect(decided).toMatchObject({ ok: true });
    await product.wait(20);
    expect(await product.standings(dossierId)).toEqual(['validated', 'validated']);
    expect(resultOf(await cardOf('sampling', dossierId), 'TSH')?.part).toMatchObject({ standing: 'validated', source: 'both', by: 'Aude GARDE' });
    const [row] = await product.rows<{ statement: string }>(sql`select statement from validation_decision where dossier_id = ${dossierId}`);
    expect(JSON.parse(row?.statement ?? '{}')).toMatchObject({ format: 'relais decision v5', intent: { capacities: [{ finessNumber: '880000790' }] } });
  });

  test('a word that came another way is written down, signed with it', async () => {
    const dossierId = await fresh();
    const intent = await product.prepare(people.sampling, dossierId, {});
    const told = { ...intent, partReceived: 'Dr HADDAD, par téléphone à 03:30' };
    const prepared = await prepareDecision(product.as(people.sampling), told);
    const fingerprint = prepared.ok ? prepared.value.fingerprint : '';
    const proofId = await seedProof(product.as(people.sampling), { act: 'validate', contentHash: fingerprint });
    expect(await recordDecision(product.as(people.sampling), { ...told, fingerprint, proofId })).toMatchObject({ ok: true });
    expect(resultOf(await cardOf('sampling', dossierId), 'TSH')?.part).toMatchObject({
      standing: 'validated',
      source: 'received',
      reason: 'Dr HADDAD, par téléphone à 03:30',
    });
  });

  test('corrected, waits again; the whole that was signed on it leaves it out', async () => {
    const number = product.freshNumber();
    const dossierId = await send(number);
    await decide('executing', dossierId, { codes: ['TSH'] });
    await decide('sampling', dossierId, {});
    await send(number, { value: '9.9' });
    await product.wait(20);
    expect(await product.standings(dossierId)).toEqual(['validated', 'awaiting']);
    expect(await line(dossierId, 'part')).toMatchObject({ standing: 'awaiting' });
    expect(await decide('sampling', dossierId, { codes: ['TSH'] })).toMatchObject({ ok: false, refusal: { code: 'part-awaited' } });
    expect(await decide('executing', dossierId, { codes: ['TSH'] })).toMatchObject({ ok: true });
    expect(await decide('sampling', dossierId, { codes: ['TSH'] })).toMatchObject({ ok: true });
  });

  test('held with its reason, then refused: the laboratory is asked to measure again', async () => {
    const dossierId = await fresh();
    expect(await decide('executing', dossierId, { kind: 'hold', codes: ['TSH'] })).toMatchObject({ ok: false, refusal: { code: 'hold-needs-reason' } });
    expect(await decide('executing', dossierId, { kind: 'hold', codes: ['TSH'], holdReason: 'Discordance T4L' })).toMatchObject({ ok: true });
    expect(await line(dossierId, 'part')).toMatchObject({ standing: 'held' });
    expect(resultOf(await cardOf('sampling', dossierId), 'TSH')?.part).toMatchObject({ standing: 'held', reason: 'Discordance T4L' });
    expect(await decide('executing', dossierId, { kind: 'refuse', codes: ['TSH'], holdReason: 'Repasser' })).toMatchObject({ ok: true });
    expect(await product.rows(sql`select kind, state from lis_request where dossier_id = ${dossierId}`)).toEqual([{ kind: 'rerun', state: 'asked' }]);
    const card = await cardOf('executing', dossierId);
    const ask = { dossierId, kind: 'dilution' as const, testCodes: [], reason: 'Hors linéarité', idempotencyKey: newId() };
    const [k, tsh] = [resultOf(card, 'K')?.id ?? '', resultOf(card, 'TSH')?.id ?? ''];
    expect(await requestOfLis(product.as(people.executing), { ...ask, observationIds: [k] })).toMatchObject({ ok: false, refusal: { code: 'not-your-part' } });
    expect(await requestOfLis(product.as(people.executing), { ...ask, observationIds: [tsh], idempotencyKey: newId() })).toMatchObject({ ok: true });
  });

  test('taken back while nothing rests on it, and no more after', async () => {
    const dossierId = await fresh();
    const first = await decide('executing', dossierId, { codes: ['TSH'] });
    const decisionId = first.ok ? first.value.decisionId : '';
    expect(await withdrawPart(product.as(people.sampling), { decisionId, reason: 'x' })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    expect(await withdrawPart(product.as(people.executing), { decisionId, reason: ' ' })).toMatchObject({
      ok: false,
      refusal: { code: 'revocation-needs-reason' },
    });
    expect(await withdrawPart(product.as(people.executing), { decisionId, reason: 'Erreur de dossier' })).toMatchObject({ ok: true });
    await product.settle();
    expect(await line(dossierId, 'part')).toMatchObject({ standing: 'awaiting' });
    const second = await decide('executing', dossierId, { codes: ['TSH'] });
    await decide('sampling', dossierId, {});
    const used = second.ok ? second.value.decisionId : '';
    expect(await withdrawPart(product.as(people.executing), { decisionId: used, reason: 'Trop tard' })).toMatchObject({
      ok: false,
      refusal: { code: 'part-in-use' },
    });
    const forged = sql`update part_decision set withdrawn_at = now(), withdrawn_by = user_id, withdrawn_by_name = 'X', withdraw_reason = 'X' where id = ${used}`;
    await expect(product.as(people.executing).transaction((tx) => tx.execute(forged))).rejects.toMatchObject({ cause: { message: 'the whole rests on it' } });
  });

  test('is verified like any signature, by its own bytes', async () => {
    const dossierId = await fresh();
    const decided = await decide('executing', dossierId, { codes: ['TSH'] });
    const portable = await product.ctx.transaction((tx) => exportDecision(tx, decided.ok ? decided.value.decisionId : ''));
    expect(portable && verifyDecision(portable).isValid).toBe(true);
    expect(portable && verifyDecision({ ...portable, decision: { ...portable.decision, part: undefined } }).isValid).toBe(false);
  });

  test('two laboratories at the same second: the whole never stands on a part that is not there', async () => {
    for (let round = 0; round < 4; round += 1) {
      const dossierId = await fresh();
      const part = await product.prepare(people.executing, dossierId, { codes: ['TSH'] });
      const whole = await product.prepare(people.sampling, dossierId, {});
      const [first, second] = await Promise.all([recordDecision(product.as(people.executing), part), recordDecision(product.as(people.sampling), whole)]);
      expect(first.ok).toBe(true);
      // Either it came first, and the part was awaited, or the dossier had changed since it was prepared.
      expect(second).toMatchObject({ ok: false, refusal: { code: expect.stringMatching(/^(part-awaited|dossier-changed)$/) } });
      expect(await decide('sampling', dossierId, {})).toMatchObject({ ok: true });
    }
  });

  test('a line that missed a decision is mended by the sweeper', async () => {
    const dossierId = await fresh();
    await decide('executing', dossierId, { codes: ['TSH'] });
    await product.rows(sql`update worklist_entry set standing = 'awaiting', parts_seen = 0 where dossier_id = ${dossierId}`);
    await sweepValidation(product.ctx);
    expect(await line(dossierId, 'part')).toMatchObject({ standing: 'validated' });
  });
});
