import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSitesBeingHandedOver } from '../handover/read-open-sites';
import { referenceIds } from '../main/seed/reference';
import { NORMAL_POTASSIUM, openTestAutoverification, type TestAutoverification } from '../main/testing-autoverification';
import type { ProfessionalActor } from '../platform/actor';
import { undoDecision } from '../validation/undo-decision';
import { endAcceptance } from './end-acceptance';
import { preview } from './preview';
import { readState } from './read-state';
import { sweepAutoverification } from './sweep';
import { EVERYTHING } from './types';

let product: TestAutoverification;
let helene: ProfessionalActor;
let duty: string;
beforeAll(async () => {
  product = await openTestAutoverification();
  helene = await product.person('biologist');
  duty = await product.onDuty(helene);
});
afterAll(() => product.end());

const send = (given: object = {}) => product.send(product.freshNumber(), { priority: 'routine', results: [{ ...NORMAL_POTASSIUM, ...given }] });
const SITE = referenceIds.site('valmont');

test('off as it is shipped: with rules, a duty and a normal result nothing is validated', async () => {
  const dossierId = await send();
  expect(await product.automatic(dossierId)).toEqual([]);
  expect(await product.standings(dossierId)).toEqual(['awaiting']);
  expect(await readState(product.as(helene))).toMatchObject({ ok: true, value: { everything: { isOn: false, by: null }, acceptances: [] } });
});

test('an acceptance needs approved rules, a scope, a duty that lasts, and the very words that were read', async () => {
  expect(await product.accept(helene)).toMatchObject({ refusal: { code: 'rules-not-approved' } });
  expect(await product.approve(helene)).toMatchObject({ ok: true });
  expect(await product.accept(helene, { testCodes: [] })).toMatchObject({ refusal: { code: 'acceptance-needs-scope' } });
  expect(await product.accept(helene, { endsAt: new Date(product.clock.now().getTime() + 13 * 3_600_000) })).toMatchObject({
    refusal: { code: 'acceptance-beyond-duty' },
  });
  expect(await product.accept(await product.person('biologist'))).toMatchObject({ refusal: { code: 'acceptance-not-on-duty' } });
  expect(await product.accept(await product.person('technician'))).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await product.accept(await product.person('biologist', ['hauterive']))).toMatchObject({ refusal: { code: 'not-found' } });
});

test('accepted but any of the four switches off: nothing; all on: validated in her name, marked, bound, once, and nothing before the undo time', async () => {
  const accepted = await product.accept(helene, { endsAt: new Date(product.clock.now().getTime() + 6 * 3_600_000) });
  expect(accepted).toMatchObject({ ok: true });
  expect(await product.automatic(await send())).toEqual([]);
  await product.putOn(helene);
  const dossierId = await send();
  const [decision] = await product.automatic(dossierId);
  expect(decision).toMatchObject({ state: 'pending', decider_name: helene.name });
  expect(decision?.automatic).toMatchObject({ ruleSetVersion: 1, approvedBy: helene.name, samplePercent: 2 });
  const [stored] = await product.rows(
    sql`select encode(sha256(convert_to(statement, 'UTF8')), 'hex') as hash, proof_id, v.content_hash = automatic ->> 'verdictHash' as bound, d.user_id
      from validation_decision d join verdict v on v.dossier_id = d.dossier_id and v.revision = d.revision where d.id = ${decision?.id}`,
  );
  expect(stored).toEqual({ hash: decision?.displayed_hash, proof_id: null, bound: true, user_id: helene.userId });
  expect(await product.told(dossierId)).toBe(0);
  await sweepAutoverification(product.ctx, readSitesBeingHandedOver);
  expect(await product.automatic(dossierId)).toHaveLength(1);
  await product.wait(11);
  expect(await product.standings(dossierId)).toEqual(['validated']);
  expect(await product.told(dossierId)).toBe(1);
});

test.each([
  ['critical', { value: '6.9', flag: 'HH' }],
  ['abnormal', { value: '5.3', flag: 'H' }],
  ['without a flag', { flag: '' }],
  ['with a word of the analyser', { flag: 'N~HEMO' }],
  ['out of the scope', { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: '140', range: '136-145' }],
  ['without a rule', { code: 'ZZZ', label: 'Inconnu', loincCode: null, value: '1', unit: '', range: '' }],
])('%s: kept for a biologist', async (_what, given) => {
  const dossierId = await send(given);
  expect(await product.automatic(dossierId)).toEqual([]);
  await product.wait(60);
  await sweepAutoverification(product.ctx, readSitesBeingHandedOver);
  expect(await product.automatic(dossierId)).toEqual([]);
});

test('one result that is kept keeps the whole dossier', async () => {
  const dossierId = await product.send(product.freshNumber(), {
    priority: 'routine',
    results: [NORMAL_POTASSIUM, { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: '140', unit: 'mmol/L', range: '136-145', flag: 'N' }],
  });
  expect(await product.automatic(dossierId)).toEqual([]);
});

test.each([
  ['all', () => Promise.resolve(EVERYTHING)],
  ['site', () => Promise.resolve(SITE)],
  ['rule-set', () => product.ruleSetId()],
  ['biologist', () => Promise.resolve(helene.userId)],
] as const)('the switch of « %s » thrown between decision and effect: nothing leaves, and it waits for a person', async (scope, subjectOf) => {
  const dossierId = await send();
  expect(await product.automatic(dossierId)).toMatchObject([{ state: 'pending' }]);
  const subject = await subjectOf();
  expect(await product.off(await product.person('technician'), scope, subject)).toMatchObject({ ok: true });
  await product.wait(11);
  expect(await product.automatic(dossierId)).toMatchObject([{ state: 'cancelled' }]);
  expect(await product.told(dossierId)).toBe(0);
  expect(await product.standings(dossierId)).toEqual(['awaiting']);
  expect(await product.on(helene, scope, subject)).toMatchObject({ ok: true });
  await product.wait(60);
  await sweepAutoverification(product.ctx, readSitesBeingHandedOver);
  // What was kept for a person once is not taken back from her.
  expect(await product.standings(dossierId)).toEqual(['awaiting']);
});

test('on again needs a biologist of the laboratory with a proof of her own; off does not', async () => {
  expect(await product.on(await product.person('technician'), 'all', EVERYTHING)).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await product.on(await product.person('biologist', ['hauterive']), 'site', SITE)).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await product.on(await product.person('biologist'), 'biologist', helene.userId)).toMatchObject({ refusal: { code: 'not-found' } });
  const unproven = product.rows(sql`insert into autoverification_switch (scope, subject_id, is_on, at, by_user_id, by_name)
    values ('all', ${EVERYTHING}, true, now(), ${helene.userId}, 'x')`);
  await expect(unproven).rejects.toMatchObject({ cause: { constraint_name: 'switch_on_proven' } });
});

test('undone by her in time, it is not made again', async () => {
  const dossierId = await send();
  const [decision] = await product.automatic(dossierId);
  expect(await undoDecision(product.as(helene), { decisionId: decision?.id ?? '' })).toMatchObject({ ok: true });
  await product.wait(60);
  await sweepAutoverification(product.ctx, readSitesBeingHandedOver);
  expect(await product.automatic(dossierId)).toMatchObject([{ state: 'cancelled' }]);
});

test('corrected before it has effect: cancelled; the new value is looked at anew', async () => {
  const number = product.freshNumber();
  const dossierId = await product.send(number, { priority: 'routine', results: [NORMAL_POTASSIUM] });
  await product.send(number, { priority: 'routine', results: [{ ...NORMAL_POTASSIUM, value: '6.9', flag: 'HH' }] });
  await product.wait(11);
  expect(await product.automatic(dossierId)).toMatchObject([{ state: 'cancelled' }]);
  expect(await product.told(dossierId)).toBe(0);
});

test('what was not heard in time is found by the sweeper, and decided once', async () => {
  await product.off(helene, 'site', SITE);
  const dossierId = await send();
  expect(await product.automatic(dossierId)).toEqual([]);
  await product.on(helene, 'site', SITE);
  await product.wait(40);
  expect(await sweepAutoverification(product.ctx, readSitesBeingHandedOver)).toMatchObject({ decisions: 1 });
  expect(await sweepAutoverification(product.ctx, readSitesBeingHandedOver)).toMatchObject({ decisions: 0 });
  expect(await product.automatic(dossierId)).toHaveLength(1);
});

test('the preview counts by the rules that decide', async () => {
  const seen = await preview(product.as(helene), product.wanted());
  expect(seen.ok && seen.value.would).toBeGreaterThan(0);
  expect(seen.ok && seen.value.barriers.map(({ barrier }) => barrier)).toEqual(
    expect.arrayContaining(['flagged', 'flag-missing', 'out-of-scope', 'not-evaluated']),
  );
});

test('the duty over, or the acceptance ended: nothing more', async () => {
  await product.endDuty(duty);
  expect(await product.automatic(await send())).toEqual([]);
  await product.onDuty(helene, 1);
  expect(await product.automatic(await send())).toHaveLength(1);
  const state = await readState(product.as(helene));
  const inForce = state.ok ? state.value.acceptances.find(({ isInForce }) => isInForce) : undefined;
  const pending = await send();
  expect(await endAcceptance(product.as(helene), { acceptanceId: inForce?.id ?? '' })).toMatchObject({ ok: true });
  await product.wait(11);
  expect(await product.automatic(pending)).toMatchObject([{ state: 'cancelled' }]);
  expect(await product.automatic(await send())).toEqual([]);
});
