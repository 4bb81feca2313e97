import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import type { DecisionKind, PersonalKind } from './kinds';
import { revokeDecision } from './revoke-decision';
import { sendNow } from './send-now';
import { undoDecision } from './undo-decision';

/** The life of one result, in any order of events, compared with a model of ten lines. */
let product: TestValidation;
let people: readonly ProfessionalActor[];
beforeAll(async () => {
  product = await openTestValidation();
  people = [await product.person('biologist'), await product.person('biologist', ['valmont'], { name: 'Dr Karim HADDAD' })];
});
afterAll(() => product.end());

interface Decision {
  kind: DecisionKind;
  by: number;
  run: number;
  state: 'pending' | 'effective' | 'cancelled' | 'ended';
  effectiveAt: number;
  /** When a hold comes back; null = it does not, or its hour passed while something else stood. */
  remindAt: number | null;
  isReminded: boolean;
  id: string;
}

class Model {
  /** Each other content begins a new run: a decision covers its own run only. */
  runs: string[] = [];
  decisions: Decision[] = [];
  dossierId = '';
  number = '';

  get run(): number {
    return this.runs.length - 1;
  }
  inForce(kinds: readonly DecisionKind[]): Decision | undefined {
    return this.decisions.findLast(({ run, state, kind }) => run === this.run && (state === 'pending' || state === 'effective') && kinds.includes(kind));
  }
  /** Gives effect to whatever is due, and cancels what was corrected before; due in the very second of the correction, either may come first. */
  async settle(now: number): Promise<void> {
    for (const decision of this.decisions) {
      if (decision.state !== 'pending' || decision.effectiveAt > now) continue;
      decision.state = decision.run === this.run ? 'effective' : await settledAs(decision.id);
    }
    for (const hold of this.decisions) {
      if (hold.remindAt === null || hold.remindAt > now) continue;
      hold.isReminded = this.standing() === 'held' && this.inForce(['hold']) === hold;
      hold.remindAt = null;
    }
  }
  standing(): string {
    const signature = this.inForce(['validate', 'lis']);
    if (signature) return signature.state === 'effective' ? 'validated' : 'pending';
    const refusal = this.inForce(['refuse']);
    if (refusal) return refusal.state === 'effective' ? 'refused' : 'pending';
    if (this.inForce(['hold'])) return 'held';
    const isReplacement = this.decisions.some(({ run, state, kind }) => run < this.run && (kind === 'validate' || kind === 'lis') && state === 'effective');
    return this.runs[this.run] === 'D' && !isReplacement ? 'dropped' : 'awaiting';
  }
  isReminded = (): boolean => this.standing() === 'held' && this.inForce(['hold'])?.isReminded === true;
  /** What a biologist refused, the laboratory's own word does not bring back. */
  lisMayDecide = (): boolean => this.standing() === 'awaiting' || this.standing() === 'held';
  canDecide = (kind: PersonalKind): boolean => {
    const standing = this.standing();
    return standing === 'awaiting' || (standing === 'held' && (kind !== 'hold' || this.isReminded())) || (standing === 'refused' && kind === 'validate');
  };
}

async function settledAs(id: string): Promise<'effective' | 'cancelled'> {
  const [row] = await product.rows<{ state: 'effective' | 'cancelled' }>(sql`select state from validation_decision where id = ${id}`);
  expect(['effective', 'cancelled']).toContain(row?.state);
  return row?.state ?? 'cancelled';
}

type Command = fc.AsyncCommand<Model, TestValidation>;

const command = (name: string, check: (model: Model) => boolean, act: (model: Model, now: () => number) => Promise<void>): Command => ({
  check,
  run: async (model, real) => {
    await act(model, () => real.clock.now().getTime());
    await real.settle();
    await model.settle(real.clock.now().getTime());
    await compare(model);
  },
  toString: () => name,
});

async function receive(model: Model, content: string, results: object): Promise<void> {
  if (model.number === '') model.number = product.freshNumber();
  model.dossierId = await product.send(model.number, { results: [results] });
  if (model.runs[model.run] !== content) model.runs.push(content);
}

const arrives = (value: string): Command =>
  command(
    `arrives(${value})`,
    () => true,
    (model) => receive(model, value, { value }),
  );
const removed = (status: 'D' | 'X'): Command =>
  command(
    `removed(${status})`,
    (model) => model.runs.length > 0,
    (model) => receive(model, status, { status }),
  );

/** The LIS repeats the present value as F, with or without a validator of its own. */
const echo = (isNamed: boolean): Command =>
  command(
    `echo(${isNamed})`,
    (model) => model.runs.length > 0 && !['D', 'X'].includes(model.runs[model.run] ?? ''),
    async (model, now) => {
      const couldDecide = model.lisMayDecide();
      const value = model.runs[model.run] ?? '';
      const responsible = isNamed ? { code: 'BIO003', familyName: 'GÉRARD', givenName: 'Paul' } : null;
      await receive(model, value, { value, status: 'F', responsible });
      if (isNamed && (model.lisMayDecide() || couldDecide) && !model.decisions.some(({ run, kind }) => run === model.run && kind === 'lis'))
        if (model.lisMayDecide())
          model.decisions.push({ kind: 'lis', by: -1, run: model.run, state: 'effective', effectiveAt: now(), remindAt: null, isReminded: false, id: '' });
    },
  );

const decides = (by: number, kind: PersonalKind, isReminding: boolean): Command =>
  command(
    `${kind}(${by}${isReminding ? ', reminder' : ''})`,
    (model) => model.runs.length > 0,
    async (model, now) => {
      const actor = people[by] ?? people[0];
      if (!actor) return;
      const remindAt = kind === 'hold' && isReminding ? new Date(now() + 5_000) : null;
      const outcome = await product.decide(actor, model.dossierId, { kind, holdReason: kind === 'validate' ? '' : 'Contrôle', remindAt });
      expect(outcome.ok).toBe(model.canDecide(kind));
      if (!outcome.ok) return;
      model.decisions.push({
        kind,
        by,
        run: model.run,
        state: kind === 'hold' ? 'effective' : 'pending',
        effectiveAt: now() + (kind === 'hold' ? 0 : 10_000),
        remindAt: remindAt?.getTime() ?? null,
        isReminded: false,
        id: outcome.value.decisionId,
      });
    },
  );

const newest = (model: Model, by: number): Decision | undefined => model.decisions.findLast((decision) => decision.by === by && decision.kind !== 'hold');

const undoes = (by: number): Command =>
  command(
    `undo(${by})`,
    (model) => newest(model, by) !== undefined,
    async (model, now) => {
      const decision = newest(model, by);
      const actor = people[by];
      if (!decision || !actor) return;
      const outcome = await undoDecision(product.as(actor), { decisionId: decision.id });
      const isPossible = decision.state === 'cancelled' || (decision.state === 'pending' && now() < decision.effectiveAt);
      expect(outcome.ok).toBe(isPossible);
      if (outcome.ok) decision.state = 'cancelled';
    },
  );

/** A colleague takes back what the other signed, with a reason, as long as it has not left. */
const revokes = (by: number): Command =>
  command(
    `revoke(${by})`,
    (model) => newest(model, 1 - by) !== undefined,
    async (model, now) => {
      const decision = newest(model, 1 - by);
      const actor = people[by];
      if (!decision || !actor) return;
      const outcome = await revokeDecision(product.as(actor), { decisionId: decision.id, reason: 'Autre patient' });
      expect(outcome.ok).toBe(decision.state === 'cancelled' || (decision.state === 'pending' && now() < decision.effectiveAt));
      if (outcome.ok) decision.state = 'cancelled';
    },
  );

const sendsNow = (by: number): Command =>
  command(
    `sendNow(${by})`,
    (model) => newest(model, by) !== undefined,
    async (model, now) => {
      const decision = newest(model, by);
      const actor = people[by];
      if (!decision || !actor) return;
      const outcome = await sendNow(product.as(actor), { decisionId: decision.id });
      expect(outcome.ok).toBe(decision.state !== 'cancelled');
      if (decision.state === 'pending') decision.effectiveAt = Math.min(decision.effectiveAt, now());
    },
  );

const waits = (seconds: number): Command =>
  command(
    `waits(${seconds})`,
    () => true,
    async () => product.clock.pass(seconds * 1000),
  );

/** What must hold after every event, read from the database. */
async function compare(model: Model): Promise<void> {
  if (model.dossierId === '') return;
  expect(await product.standings(model.dossierId)).toEqual([model.standing()]);
  const expected = {
    awaiting: 'awaiting',
    held: model.isReminded() ? 'awaiting' : 'held',
    refused: 'held',
    pending: 'pending',
    validated: 'validated',
    dropped: 'empty',
  }[model.standing()];
  expect(await product.worklist(model.dossierId)).toMatchObject({ standing: expected, awaiting_count: model.standing() === 'awaiting' ? 1 : 0 });
  const wrong = await product.rows(sql`
    select d.id from validation_decision d where d.dossier_id = ${model.dossierId} and (
      -- told exactly once when it has effect and never before, never when it was undone
      (select count(*) from fact f where f.name = 'validation.decided' and f.subject_id = d.id) <> (case when d.state = 'effective' and d.kind <> 'hold' then 1 else 0 end)
      or exists (select 1 from fact f where f.name = 'validation.decided' and f.subject_id = d.id and f.told_at < d.effective_at)
      or (d.state = 'cancelled' and exists (select 1 from decision_observation o where o.decision_id = d.id and o.active))
      -- every change of state has its trace
      or (select count(*) from audit_event a where a.subject_id = d.id::text and a.outcome = 'done' and a.action in ('validation.sign', 'validation.hold', 'validation.refuse', 'validation.follow-lis')) <> 1
      or (d.state = 'cancelled') <> exists (select 1 from audit_event a where a.subject_id = d.id::text
        and ((a.action in ('validation.undo', 'validation.revoke') and a.outcome = 'done') or (a.action = 'validation.settle' and a.outcome = 'refused')))
      or (d.state = 'effective' and d.kind in ('validate', 'refuse')) <> exists (select 1 from audit_event a where a.subject_id = d.id::text and a.action = 'validation.settle' and a.outcome = 'done'))`);
  expect(wrong).toEqual([]);
  const twice = await product.rows(sql`
    select o.observation_version_id from decision_observation o join validation_decision d on d.id = o.decision_id
    where d.dossier_id = ${model.dossierId} and o.active and o.kind <> 'hold' group by 1 having count(*) > 1`);
  expect(twice).toEqual([]);
}

test('a result is validated at most once per content, leaves only when it must, waits again when it changes, and the list never disagrees', async () => {
  const commands = fc.commands(
    [
      fc.constantFrom('4.1', '6.9').map(arrives),
      fc.constantFrom<'D' | 'X'>('D', 'X').map(removed),
      fc.boolean().map(echo),
      fc
        .tuple(fc.nat(1), fc.constantFrom<PersonalKind>('validate', 'validate', 'hold', 'hold', 'refuse'), fc.boolean())
        .map(([by, kind, isReminding]) => decides(by, kind, isReminding)),
      fc.nat(1).map(revokes),
      fc.nat(1).map(undoes),
      fc.nat(1).map(sendsNow),
      fc.constantFrom(1, 5, 10, 60).map(waits),
    ],
    { maxCommands: 16, size: '+1' },
  );
  const lives = fc.asyncProperty(commands, (life) => fc.asyncModelRun(() => ({ model: new Model(), real: product }), life));
  // The counterexample is said in full, or nothing.
  expect(fc.defaultReportMessage(await fc.check(lives, { numRuns: 30 }))).toBeUndefined();
}, 60_000);
