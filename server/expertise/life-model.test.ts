import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RULES_OF, rulesHands, withAlert } from '../main/testing-rule-life';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { dropDraft } from './start-draft';

/** Two biologists, a clock, and everything that can be done with a laboratory's rules, in any order. What holds is said by a model that only knows what was done. */
let product: TestValidation;
let hands: ReturnType<typeof rulesHands>;
let people: ProfessionalActor[];
beforeAll(async () => {
  product = await openTestValidation({ rules: true });
  hands = rulesHands(product);
  people = [await product.person('biologist'), await product.person('biologist')];
});
afterAll(() => product.end());

interface Version {
  number: number;
  alert: number;
  startsAt: number;
  isApproved: boolean;
}
interface Draft {
  alert: number;
  /** Alert of what is in force where the draft was begun or replayed; what was asked beside it. */
  replayedAs: number | null;
  replayedBeside: number | null;
  sheetOf: number | null;
  authors: Set<number>;
}
interface Model {
  versions: Version[];
  draft: Draft | null;
  isSuspended: boolean;
}

const now = () => product.clock.now().getTime();
const inForce = ({ versions }: Model) => versions.filter(({ startsAt }) => startsAt <= now()).toSorted((a, b) => b.number - a.number)[0];
const code = (outcome: { ok: boolean; refusal?: { code: string } }) => (outcome.ok ? 'done' : outcome.refusal?.code);

type Act =
  | { kind: 'start' | 'drop' | 'replay' | 'submit' | 'suspend' | 'lift'; who: 0 | 1 }
  | { kind: 'put'; who: 0 | 1; alert: number }
  | { kind: 'approve'; who: 0 | 1; inHours: number }
  | { kind: 'restore'; who: 0 | 1; back: number }
  | { kind: 'wait'; hours: number };

const who = fc.constantFrom<0 | 1>(0, 1);
const simple = (...kinds: ('start' | 'drop' | 'replay' | 'submit' | 'suspend' | 'lift')[]) => fc.record({ kind: fc.constantFrom(...kinds), who });
const single: fc.Arbitrary<Act[]> = fc
  .oneof(
    simple('start', 'replay', 'submit', 'drop', 'suspend', 'lift'),
    fc.record({ kind: fc.constant('put' as const), who, alert: fc.constantFrom(5.9, 6, 6.5, 7) }),
    fc.record({ kind: fc.constant('approve' as const), who, inHours: fc.constantFrom(0, 3) }),
    fc.record({ kind: fc.constant('restore' as const), who, back: fc.constantFrom(1, 2) }),
    fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 4) }),
  )
  .map((act) => [act]);
/** As it should go; what stands between may keep any step of it from being done. */
const whole: fc.Arbitrary<Act[]> = fc
  .record({ author: who, approver: who, alert: fc.constantFrom(5.9, 6, 6.5, 7), inHours: fc.constantFrom(0, 3) })
  .map(({ author, approver, alert, inHours }) => [
    { kind: 'start', who: author },
    { kind: 'put', who: author, alert },
    { kind: 'replay', who: author },
    { kind: 'submit', who: author },
    { kind: 'approve', who: approver, inHours },
    { kind: 'approve', who: approver === 0 ? 1 : 0, inHours },
  ]);
const acts = fc
  .array(fc.oneof({ weight: 3, arbitrary: single }, { weight: 1, arbitrary: whole }), { minLength: 8, maxLength: 12 })
  .map((parts) => parts.flat());

/** What the model foretold is what was answered. */
function is(said: unknown, foretold: unknown): void {
  if (said !== foretold) throw new Error(`answered ${String(said)}, the model foretold ${String(foretold)}`);
}

async function run(act: Act, model: Model): Promise<void> {
  product.clock.pass(1_000);
  if (act.kind === 'wait') return product.wait(act.hours * 3_600);
  const actor = people[act.who] as ProfessionalActor;
  const { draft } = model;
  switch (act.kind) {
    case 'start': {
      is(code(await hands.start(actor)), draft ? 'draft-open' : 'done');
      if (!draft) model.draft = { alert: inForce(model)?.alert ?? 0, replayedAs: null, replayedBeside: null, sheetOf: null, authors: new Set([act.who]) };
      return;
    }
    case 'drop': {
      const outcome = await dropDraft(product.as(actor), { draftId: (await hands.life(actor)).draft?.draftId ?? RULES_OF });
      is(code(outcome), draft ? 'done' : 'not-found');
      model.draft = null;
      return;
    }
    case 'put': {
      if (!draft) return;
      is(code(await hands.put(actor, withAlert(await hands.ruleOf(actor, 'K-01'), act.alert))), 'done');
      // Saved again, a rule has another author, version or date: never what was replayed.
      Object.assign(draft, { alert: act.alert, replayedAs: null, sheetOf: null });
      draft.authors.add(act.who);
      return;
    }
    case 'replay': {
      if (!draft) return;
      is(code(await hands.replay(actor)), 'done');
      Object.assign(draft, { replayedAs: draft.alert, replayedBeside: inForce(model)?.number ?? null });
      return;
    }
    case 'submit': {
      if (!draft) return;
      const said = code(await hands.submit(actor));
      const isReplayed = draft.replayedAs !== null && draft.replayedBeside === inForce(model)?.number;
      if (said === 'nothing-changed') return is((await hands.draft(actor)).diff.length, 0);
      is(said, isReplayed ? 'done' : 'replay-needed');
      if (isReplayed) draft.sheetOf = inForce(model)?.number ?? null;
      return;
    }
    case 'approve': {
      const sheet = (await hands.life(actor)).sheets.find(({ state }) => state === 'open');
      is(sheet !== undefined, draft !== null && draft.sheetOf !== null);
      if (!sheet || !draft) return;
      const start = act.inHours === 0 ? {} : { inForceFrom: new Date(now() + act.inHours * 3_600_000) };
      const expected = draft.sheetOf !== inForce(model)?.number ? 'replay-needed' : draft.authors.has(act.who) ? 'own-rules' : 'done';
      is(code(await hands.approve(actor, sheet.sheetId, start)), expected);
      if (expected !== 'done') return;
      model.versions.push({ number: model.versions.length + 1, alert: draft.alert, startsAt: now() + act.inHours * 3_600_000, isApproved: true });
      model.draft = null;
      return;
    }
    case 'restore': {
      const wanted = model.versions.at(-1 - act.back);
      if (!wanted) return;
      const said = code(await hands.restore(actor, wanted.number));
      is(said, wanted.isApproved ? 'done' : 'rules-not-approved');
      if (said !== 'done') return;
      model.versions.push({ number: model.versions.length + 1, alert: wanted.alert, startsAt: now(), isApproved: true });
      model.isSuspended = false;
      return;
    }
    case 'suspend':
      is(code(await hands.suspend(actor)), 'done');
      model.isSuspended = true;
      return;
    case 'lift':
      is(code(await hands.lift(actor)), model.isSuspended ? 'done' : 'rules-not-suspended');
      model.isSuspended = false;
      return;
  }
}

/** Exactly one version is in force, that of the model; and it is what a dossier is asked, or nothing is. */
async function holds(model: Model): Promise<void> {
  const life = await hands.life(people[0] as ProfessionalActor);
  const current = inForce(model);
  expect(life.versions.filter(({ state }) => state === 'in-force').map(({ version }) => version)).toEqual([current?.number]);
  expect(life.suspension !== null).toBe(model.isSuspended);
  expect(life.draft !== null).toBe(model.draft !== null);
}

async function asksWhatIsInForce(model: Model): Promise<void> {
  const alert = inForce(model)?.alert ?? 0;
  const results = [{ code: 'K', label: 'Potassium', loincCode: '2823-3', value: String(alert + 0.1), unit: 'mmol/L', range: '3.5-5.1', flag: '' }];
  const dossierId = await product.send(product.freshNumber(), { results });
  const [verdict] = await product.rows<{ effect: string | null }>(sql`select effect from verdict where dossier_id = ${dossierId}`);
  expect(verdict?.effect).toBe(model.isSuspended ? undefined : 'call');
}

test('whatever two biologists do in whatever order: one version in force, nobody approves what she wrote, nothing is approved that was not replayed as it is', async () => {
  const model: Model = { versions: [{ number: 1, alert: 6.2, startsAt: 0, isApproved: false }], draft: null, isSuspended: false };
  const lives = fc.asyncProperty(acts, async (plan) => {
    for (const act of plan) {
      await run(act, model);
      await holds(model);
    }
    await asksWhatIsInForce(model);
  });
  // One life that goes on, until something was approved in it: the runs follow each other on the same laboratory, so nothing is shrunk.
  for (let round = 0; round < 6 && model.versions.length === 1; round += 1) await fc.assert(lives, { numRuns: 5, endOnFailure: true });
  expect(model.versions.length).toBeGreaterThan(1);
}, 600_000);
