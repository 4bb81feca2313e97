import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSitesBeingHandedOver } from '../handover/read-open-sites';
import { referenceIds } from '../main/seed/reference';
import { NORMAL_POTASSIUM, openTestAutoverification, type TestAutoverification } from '../main/testing-autoverification';
import type { ProfessionalActor } from '../platform/actor';
import { endAcceptance } from './end-acceptance';
import { sweepAutoverification } from './sweep';
import { EVERYTHING, type SwitchScope } from './types';

/** Switches, duties, acceptances, corrections and the clock in any order, against a model that knows only whether everything holds at this instant. */
let product: TestAutoverification;
let people: readonly [ProfessionalActor, ProfessionalActor];
let rules: string;
const SITE = referenceIds.site('valmont');
beforeAll(async () => {
  product = await openTestAutoverification();
  people = [await product.person('biologist'), await product.person('biologist', ['valmont'], { name: 'Dr Karim HADDAD' })];
  await product.approve(people[0]);
  rules = await product.ruleSetId();
});
afterAll(() => product.end());

interface Dossier {
  number: string;
  id: string;
  /** What it says now qualifies: normal and flagged so. */
  isNormal: boolean;
  /** A value of it was released: what comes after replaces it. */
  isReleased: boolean;
}

class Model {
  on = { all: false, site: false, 'rule-set': false };
  person: [boolean, boolean] = [false, false];
  duty: [string | null, string | null] = [null, null];
  accepted: [{ id: string; at: number; until: number } | null, { id: string; at: number; until: number } | null] = [null, null];
  dossiers: Dossier[] = [];
  /** Decisions that wait for their effect: what they are and whether something has spoken against them at the instant of effect. */
  seen = new Set<string>();

  /** In whose name it may be decided now; null = in nobody's. Who came on duty first answers. */
  mayBeFor(now: number): number | null {
    const order = [0, 1].filter((one) => this.duty[one as 0 | 1] !== null).sort((a, b) => this.since[a as 0 | 1] - this.since[b as 0 | 1]);
    const who = order[0];
    if (who === undefined || !Object.values(this.on).every(Boolean) || !this.person[who as 0 | 1]) return null;
    const word = this.accepted[who as 0 | 1];
    return word !== null && word.until > now ? who : null;
  }
  since: [number, number] = [0, 0];
}

type Command = fc.AsyncCommand<Model, TestAutoverification>;
const command = (name: string, act: (model: Model) => Promise<void>): Command => ({
  check: () => true,
  run: async (model) => {
    // Everything is compared with what held when the act was done: time stands still meanwhile.
    product.clock.pass(1_000);
    await product.settle();
    await compare(model);
    await act(model);
    await product.settle();
    await compare(model);
  },
  toString: () => name,
});

/** No decision is made, and none takes effect, but while everything holds; and what does not hold is never told to anybody. */
async function compare(model: Model): Promise<void> {
  const now = product.clock.now().getTime();
  const who = model.mayBeFor(now);
  for (const dossier of model.dossiers) {
    const rows = await product.rows<{ id: string; state: string; user_id: string; told: number; revision: number; at: number }>(sql`
      select d.id, d.state, d.user_id, d.revision, (extract(epoch from d.signed_at) * 1000)::float8 as at,
        (select count(*) from fact f where f.name = 'validation.decided' and f.subject_id = d.id)::int as told
      from validation_decision d where d.kind = 'auto' and d.dossier_id = ${dossier.id} order by d.signed_at, d.id`);
    for (const row of rows) {
      const key = `${row.id} ${row.state}`;
      expect(row.told).toBe(row.state === 'effective' ? 1 : 0);
      if (model.seen.has(key)) continue;
      model.seen.add(key);
      if (row.state === 'cancelled') continue;
      // New: pending or effective only while everything speaks for it, in the name of whoever answers.
      expect({ key, who: who === null ? null : people[who as 0 | 1].userId, isNormal: dossier.isNormal }).toEqual({ key, who: row.user_id, isNormal: true });
      if (row.state === 'effective') dossier.isReleased = true;
    }
    const current = rows.filter(({ state }) => state !== 'cancelled');
    if (!dossier.isNormal) expect(current.filter(({ state }) => state === 'pending').length).toBeLessThanOrEqual(1);
  }
}

const throws = (scope: SwitchScope, isOn: boolean, by: 0 | 1): Command =>
  command(`${scope} ${isOn ? 'on' : 'off'} by ${by}`, async (model) => {
    const subject = { all: EVERYTHING, site: SITE, 'rule-set': rules, biologist: people[by].userId }[scope];
    expect(isOn ? await product.on(people[by], scope, subject) : await product.off(people[by], scope, subject)).toMatchObject({ ok: true });
    if (scope === 'biologist') model.person[by] = isOn;
    else model.on[scope] = isOn;
  });

const roster = (by: 0 | 1): Command =>
  command(`duty of ${by} changes`, async (model) => {
    const held = model.duty[by];
    if (held) {
      await product.endDuty(held);
      model.duty[by] = null;
    } else {
      model.since[by] = product.clock.now().getTime();
      model.duty[by] = await product.onDuty(people[by], 100);
    }
  });

const accepts = (by: 0 | 1): Command =>
  command(`${by} accepts`, async (model) => {
    const now = product.clock.now().getTime();
    const until = now + 600_000;
    const outcome = await product.accept(people[by], { endsAt: new Date(until) });
    expect(outcome.ok).toBe(model.duty[by] !== null);
    if (!outcome.ok) return;
    model.accepted[by] = { id: outcome.value.acceptanceId, at: now, until };
    model.person[by] = true;
  });

const ends = (by: 0 | 1): Command =>
  command(`${by} ends it`, async (model) => {
    for (const { id } of await product.rows<{ id: string }>(
      sql`select id from autoverification_acceptance where user_id = ${people[by].userId} and ended_at is null`,
    ))
      expect(await endAcceptance(product.as(people[by]), { acceptanceId: id })).toMatchObject({ ok: true });
    model.accepted[by] = null;
  });

const arrives = (isNormal: boolean, isNew: boolean): Command =>
  command(`${isNew ? 'new' : 'corrected'} ${isNormal ? 'normal' : 'critical'}`, async (model) => {
    const last = model.dossiers.at(-1);
    const dossier = !isNew && last ? last : { number: product.freshNumber(), id: '', isNormal, isReleased: false };
    const value = isNormal ? { value: `4.${(model.dossiers.length % 5) + 1}` } : { value: '7.2', flag: 'HH' };
    // What it says changes with the message, and with the message alone.
    dossier.isNormal = isNormal;
    dossier.id = await product.send(dossier.number, { priority: 'routine', results: [{ ...NORMAL_POTASSIUM, ...value }] });
    if (!model.dossiers.includes(dossier)) model.dossiers.push(dossier);
  });

const passes = (seconds: number): Command =>
  command(`${seconds} s`, async () => {
    product.clock.pass(seconds * 1000);
  });

const sweeps: Command = command('sweep', async () => {
  await sweepAutoverification(product.ctx, readSitesBeingHandedOver);
});

test('whatever happens in whatever order: no automatic decision is made or leaves while any condition fails', async () => {
  const person = fc.constantFrom<0 | 1>(0, 1);
  const commands = fc.commands(
    [
      fc
        .tuple(fc.constantFrom<SwitchScope>('all', 'site', 'rule-set', 'biologist'), fc.constantFrom(true, true, false), person)
        .map((given) => throws(...given)),
      person.map(roster),
      person.map(accepts),
      person.map(ends),
      fc.tuple(fc.constantFrom(true, true, false), fc.boolean()).map((given) => arrives(...given)),
      fc.constantFrom(5, 11, 40, 700).map(passes),
      fc.constant(sweeps),
    ],
    { maxCommands: 30, size: '+1' },
  );
  let made = 0;
  const fresh = async () => {
    // Each life begins as the product is delivered.
    for (const by of [0, 1] as const)
      await product.access.worker.execute(sql`update on_call_duty set cancelled_at = starts_at, cancel_reason = 'essai' where user_id = ${people[by].userId}`);
    for (const by of people)
      for (const { id } of await product.rows<{ id: string }>(
        sql`select id from autoverification_acceptance where user_id = ${by.userId} and ended_at is null`,
      ))
        await endAcceptance(product.as(by), { acceptanceId: id });
    for (const [scope, subject] of [
      ['all', EVERYTHING],
      ['site', SITE],
      ['rule-set', rules],
      ['biologist', people[0].userId],
      ['biologist', people[1].userId],
    ] as const)
      await product.off(people[0], scope, subject);
    await product.wait(60);
    // Most lives begin with everything on and one dossier gone out, so that something happens.
    const model = new Model();
    if (made % 3 !== 2) {
      model.since[0] = product.clock.now().getTime();
      model.duty[0] = await product.onDuty(people[0], 100);
      await accepts(0).run(model, product);
      for (const scope of ['all', 'site', 'rule-set'] as const) await throws(scope, true, 0).run(model, product);
      await arrives(true, true).run(model, product);
      await passes(11).run(model, product);
    }
    made += 1;
    return { model, real: product };
  };
  const lives = fc.asyncProperty(commands, async (life) => {
    const setup = await fresh();
    await fc.asyncModelRun(() => setup, life);
  });
  expect(fc.defaultReportMessage(await fc.check(lives, { numRuns: 8 }))).toBeUndefined();
  // It is a test of something: many were made, and some of them were kept.
  const [counted] = await product.rows<{ effective: number; cancelled: number }>(
    sql`select count(*) filter (where state = 'effective')::int as effective, count(*) filter (where state = 'cancelled')::int as cancelled from validation_decision where kind = 'auto'`,
  );
  expect(counted?.effective).toBeGreaterThan(0);
}, 240_000);
