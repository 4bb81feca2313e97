import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptedLaboratories } from '../autoverification/read-accepted';
import { RULES_OF, rulesHands, valueOf, withAlert } from '../main/testing-rule-life';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { readCard } from '../validation/read-card';
import { readPriorsForRules } from '../validation/read-priors-of-many';
import { undoDraft } from './change-draft';
import { restoreVersion } from './restore-version';
import { sweepExpertise } from './sweep';

let product: TestValidation;
let hands: ReturnType<typeof rulesHands>;
let helene: ProfessionalActor;
let paul: ProfessionalActor;
let elsewhere: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation({ rules: true });
  hands = rulesHands(product);
  helene = await product.person('biologist');
  paul = await product.person('biologist');
  elsewhere = await product.person('biologist', ['hauterive']);
});
afterAll(() => product.end());

const potassium = (value: string) => [{ code: 'K', label: 'Potassium', loincCode: '2823-3', value, unit: 'mmol/L', range: '3.5-5.1', flag: '' }];
const send = (value: string) => product.send(product.freshNumber(), { results: potassium(value), priority: 'routine' });
const effectOf = async (dossierId: string) =>
  (await product.rows<{ effect: string | null }>(sql`select effect from verdict where dossier_id = ${dossierId} order by revision desc limit 1`))[0]?.effect;
const cardOf = async (dossierId: string) => valueOf(await readCard(product.as(helene), { dossierId }));

test('a draft is begun once, from what is in force, and by nobody from elsewhere', async () => {
  expect(await hands.start(elsewhere)).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await hands.start(await product.person('quality_manager'))).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await hands.start(helene)).toMatchObject({ ok: true });
  expect(await hands.start(paul)).toMatchObject({ refusal: { code: 'draft-open' } });
  expect((await hands.draft(paul)).diff).toEqual([]);
});

test('a rule that its own examples speak against is not kept, one that holds is, and can be undone', async () => {
  const rule = await hands.ruleOf(helene, 'K-01');
  const moved = withAlert(rule, 6);
  expect(await hands.put(helene, { ...moved, examples: rule.examples })).toMatchObject({ refusal: { code: 'rule-has-problems' } });
  expect(await hands.put(helene, moved)).toMatchObject({ ok: true });
  const draft = await hands.draft(helene);
  expect(draft.diff).toMatchObject([
    { kind: 'changed', code: 'K-01', before: expect.stringContaining('6,2'), after: expect.stringContaining('au-dessus de 6 ') },
  ]);
  expect(draft.rules.find(({ rule: one }) => one.code === 'K-01')?.rule).toMatchObject({ author: helene.name, version: 2, date: '2026-11-21' });
  expect(await undoDraft(product.as(helene), { draftId: draft.draftId, revision: draft.revision - 1 })).toMatchObject({ refusal: { code: 'draft-changed' } });
  expect(await undoDraft(product.as(helene), { draftId: draft.draftId, revision: draft.revision })).toMatchObject({ ok: true });
  expect((await hands.draft(helene)).diff).toEqual([]);
  expect(await hands.put(helene, moved)).toMatchObject({ ok: true });
});

test('a draft asks nothing of any dossier', async () => {
  expect(await effectOf(await send('6.1'))).toBe('hold');
});

test('nothing is submitted before it was replayed to the end, nor approved after it was changed', async () => {
  expect(await hands.submit(helene)).toMatchObject({ refusal: { code: 'replay-needed' } });
  expect(await hands.replay(helene)).toMatchObject({ ok: true });
  expect((await hands.draft(helene)).replay).toMatchObject({ state: 'done', isOfDraft: true, counts: { extraCalls: 1, fewerCalls: 0, changed: 1 } });
  const { sheetId } = valueOf(await hands.submit(helene));
  expect(await hands.put(helene, withAlert(await hands.ruleOf(helene, 'K-01'), 5.9))).toMatchObject({ ok: true });
  expect(await hands.approve(paul, sheetId)).toMatchObject({ refusal: { code: 'replay-needed' } });
  expect(await hands.submit(helene)).toMatchObject({ refusal: { code: 'replay-needed' } });
  expect((await hands.life(paul)).sheets).toMatchObject([{ state: 'stale' }]);
});

test('the sheet fills itself; who wrote a part approves nothing, and the database says so too', async () => {
  await hands.replay(helene);
  const { sheetId } = valueOf(await hands.submit(helene));
  const sheet = await hands.sheet(paul, sheetId);
  expect(sheet).toMatchObject({ state: 'open', mayApprove: true, isAuthor: false });
  expect(sheet.body).toMatchObject({
    number: 'FC-2026-002',
    base: { version: 1 },
    madeBy: helene.name,
    authors: [helene.name],
    replay: { counts: { extraCalls: 1 } },
  });
  expect(sheet.body.examples.length).toBeGreaterThan(300);
  expect(sheet.body.examples.every(({ isMet }) => isMet)).toBe(true);
  expect(await hands.approve(helene, sheetId)).toMatchObject({ refusal: { code: 'own-rules' } });
  expect(await hands.approve(paul, sheetId, { signedHash: 'b'.repeat(64) })).toMatchObject({ refusal: { code: 'rules-changed' } });
  expect(await hands.approve(paul, sheetId, { inForceFrom: new Date(product.clock.now().getTime() - 1000) })).toMatchObject({
    refusal: { code: 'force-in-past' },
  });
  const version = (made: ProfessionalActor) =>
    product.as(made).transaction((tx) =>
      tx.execute(sql`insert into rule_set_version (id, rule_set_id, version, title, author, content, content_hash, rule_count, in_force_from, created_at, origin, control_sheet_id, signed_hash)
        select ${newId()}, d.rule_set_id, 2, 'X', 'X', d.content, d.content_hash, 1, ${product.clock.now().toISOString()}, ${product.clock.now().toISOString()}, 'draft', c.id, c.signed_hash
        from rule_control_sheet c join rule_draft d on d.id = c.draft_id where c.id = ${sheetId}`),
    );
  await expect(version(helene)).rejects.toMatchObject({ cause: { code: '42501' } });
});

test('in force from the instant that was said and not before; exactly one version at any time', async () => {
  const sheetId = (await hands.life(paul)).sheets[0]?.sheetId ?? '';
  const start = new Date(product.clock.now().getTime() + 3_600_000);
  expect(await hands.approve(paul, sheetId, { inForceFrom: start })).toMatchObject({ ok: true, value: { version: 2 } });
  expect(await hands.approve(paul, sheetId)).toMatchObject({ refusal: { code: 'rules-approved' } });
  expect((await hands.life(paul)).versions.map(({ version, state }) => [version, state])).toEqual([
    [2, 'scheduled'],
    [1, 'in-force'],
  ]);
  expect(await effectOf(await send('6.0'))).toBe('hold');
  await product.wait(3_600);
  expect(await effectOf(await send('6.0'))).toBe('call');
  expect(await hands.life(paul)).toMatchObject({ inForce: { version: 2 }, draft: null });
  expect(await hands.sheet(helene, sheetId)).toMatchObject({ state: 'approved', approval: { name: paul.name, version: 2, inForceFrom: start } });
});

test('suspended by one press: nothing is concluded, the card says so and never « nothing found »; lifted with a proof, what came is asked', async () => {
  const before = await send('4.2');
  expect(await hands.suspend(elsewhere)).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await hands.suspend(await product.person('technician'))).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await hands.suspend(paul)).toMatchObject({ ok: true });
  expect(await hands.suspend(helene)).toMatchObject({ ok: true });
  const during = await send('6.9');
  expect(await effectOf(during)).toBeUndefined();
  expect(await cardOf(before)).toMatchObject({ expertise: { rules: expect.any(Number) }, rulesSuspended: { by: paul.name } });
  expect(await cardOf(during)).toMatchObject({ expertise: null, rulesSuspended: { reason: 'Appels sans raison' } });
  product.clock.pass(60_000);
  expect(await sweepExpertise(product.ctx, readPriorsForRules, acceptedLaboratories)).toMatchObject({ verdicts: 0 });
  expect(await hands.lift(elsewhere)).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await hands.lift(helene)).toMatchObject({ ok: true });
  expect(await sweepExpertise(product.ctx, readPriorsForRules, acceptedLaboratories)).toMatchObject({ laboratories: 0, verdicts: 1 });
  expect(await effectOf(during)).toBe('call');
  expect((await cardOf(during)).rulesSuspended).toBeNull();
});

test('back to an earlier version as a new one, only to one that was approved; it ends a suspension', async () => {
  expect(await hands.restore(helene, 1)).toMatchObject({ refusal: { code: 'rules-not-approved' } });
  expect(await hands.restore(helene, 2)).toMatchObject({ refusal: { code: 'rules-in-force' } });
  await hands.start(paul);
  await hands.put(paul, withAlert(await hands.ruleOf(paul, 'K-01'), 7));
  await hands.replay(paul);
  const { sheetId } = valueOf(await hands.submit(paul));
  expect(await hands.approve(helene, sheetId)).toMatchObject({ ok: true, value: { version: 3 } });
  expect(await effectOf(await send('6.5'))).toBe('hold');
  await hands.suspend(helene);
  const [, , second] = (await hands.life(helene)).versions.toReversed();
  const input = { laboratoryId: RULES_OF, versionId: second?.versionId ?? '', contentHash: second?.contentHash ?? '', reason: 'Trop d’appels' };
  expect(await restoreVersion(product.as(elsewhere), input, newId())).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await hands.restore(helene, 2)).toMatchObject({ ok: true, value: { version: 4 } });
  expect(await hands.life(helene)).toMatchObject({ inForce: { version: 4 }, suspension: null });
  expect(await effectOf(await send('6.5'))).toBe('call');
});

test('what was approved is changed by nobody, and the worker makes no draft', async () => {
  for (const statement of [
    sql`update rule_set_version set content = '{}'`,
    sql`update rule_control_sheet set body = '{}'`,
    sql`update rule_set_approval set name = 'X'`,
    sql`delete from rule_control_sheet`,
    sql`insert into rule_draft (id) values (${newId()})`,
    sql`insert into rule_suspension (id) values (${newId()})`,
  ])
    await expect(product.access.worker.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
});
