import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiveFrame } from '../inbound/receive-frame';
import { referenceIds } from '../main/seed/reference';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { untilMet } from '../platform/testing/until-met';
import { testMessage } from '../simulator/test-message';
import { sweepValidation } from '../validation/sweep';
import { closeCall } from './close-call';
import { readCall } from './read-call';
import { recordAttempt } from './record-attempt';
import { sweepCalls } from './sweep-calls';

/**
 * Critical values, corrections, two callers, attempts, the ladder, a worker that is away and a queue that forgets, the clock, in any order. Nothing here asks the room what ought
 * to be: it is said from what the test did and from which results stand validated.
 */
let product: TestValidation;
let callers: readonly [ProfessionalActor, ProfessionalActor];
beforeAll(async () => {
  product = await openTestValidation({ also: ['alert.open', 'alert.step', 'alert.follow'] });
  callers = [await product.person('biologist'), await product.person('biologist', ['valmont'], { name: 'Dr Karim HADDAD' })];
  for (const { userId } of callers)
    await product.access.worker.execute(sql`insert into on_call_duty (id, user_id, site_id, starts_at, ends_at, kind, made_at)
      values (${newId()}, ${userId}, ${referenceIds.site('valmont')}, '2026-11-20T00:00:00Z', '2027-11-20T00:00:00Z', 'astreinte', '2026-11-20T00:00:00Z')`);
});
afterAll(() => product.end());

const VALUES = {
  low: { value: '1.9', flag: 'LL' },
  high: { value: '6.9', flag: 'HH' },
  higher: { value: '7.4', flag: 'HH' },
  normal: { value: '4.1', flag: 'N' },
} as const;
type Value = keyof typeof VALUES;

class Model {
  number = '';
  dossierId = '';
  isAlive = true;
  /** Nothing was lost since the sweepers came by. */
  isWhole = true;
  /** What the queue lost for ever is found by the sweepers half a minute late at most; what it did not lose is never late. */
  lateMs = 0;
  /** What presses said that they did. */
  attempts = new Set<string>();
  closed = new Map<string, string>();
}

interface Step extends Record<string, unknown> {
  id: string;
  call_id: string;
  who: string;
  state: string;
  due: number;
  done: number | null;
  opened: number;
  minutes: number;
}

async function work(model: Model): Promise<void> {
  if (model.isAlive) await product.settle();
  const [row] = await product.rows<{ id: string }>(sql`select id from dossier where accession_number = ${model.number}`);
  model.dossierId = row?.id ?? '';
}

/** Everything that is not as it must be, in words. */
async function problems(model: Model): Promise<string[]> {
  if (model.dossierId === '') return [];
  const { dossierId } = model;
  const now = product.clock.now().getTime();
  const of = <T>(statement: ReturnType<typeof sql>) => product.rows<T>(statement);
  const calls = await of<{ id: string; state: string; due: number; told: number; opened: number; rings: number }>(sql`
    select c.id, c.state, (extract(epoch from c.due_at) * 1000)::float8 as due,
      (select count(*) from fact f where f.name = 'call.closed' and f.subject_id = c.id)::int as told,
      (select count(*) from audit_event a where a.action = 'call.open' and a.outcome = 'done' and a.subject_id = c.id::text)::int as opened,
      (select count(*) from link_alarm l where l.kind = 'call-overdue' and l.subject = c.id::text and l.closed_at is null)::int as rings
    from critical_call c where c.dossier_id = ${dossierId}`);
  const values = await of<{ call: string; version: string; is_void: boolean; state: string; value: string; read_back: string | null }>(sql`
    select v.call_id as call, v.observation_version_id as version, v.is_void, c.state, o."values"[1] as value, v.read_back
    from critical_call_value v join critical_call c on c.id = v.call_id join observation_version o on o.id = v.observation_version_id where c.dossier_id = ${dossierId}`);
  const steps = await of<Step>(sql`
    select s.id, s.call_id, s.who, s.state, (extract(epoch from s.due_at) * 1000)::float8 as due, (extract(epoch from s.done_at) * 1000)::float8 as done,
      (extract(epoch from c.opened_at) * 1000)::float8 as opened, (s.gap_minutes)::int as minutes
    from call_step s join critical_call c on c.id = s.call_id where c.dossier_id = ${dossierId} order by s.call_id, s.position`);
  const attempts = await of<{ id: string; call: string; outcome: string; at: number }>(sql`
    select a.id, a.call_id as call, a.outcome, (extract(epoch from a.at) * 1000)::float8 as at from critical_call_attempt a join critical_call c on c.id = a.call_id
    where c.dossier_id = ${dossierId}`);
  const notices = await of<{ twice: number }>(sql`
    select count(*)::int - count(distinct (n.call_id, n.user_id))::int as twice from call_notice n join critical_call c on c.id = n.call_id where c.dossier_id = ${dossierId}`);
  const found: string[] = [];
  const wrong = (is: boolean, what: string) => void (is && found.push(what));
  wrong(calls.filter(({ state }) => state === 'open').length > 1, 'two open calls of one dossier');
  wrong((notices[0]?.twice ?? 0) > 0, 'somebody was told twice of one call');
  const valid = values.filter(({ is_void }) => !is_void);
  wrong(new Set(valid.map(({ version }) => version)).size < valid.length, 'one value is in two calls');
  for (const { id, state, told, opened } of calls) {
    wrong(told !== (state === 'closed' ? 1 : 0), `a call that is ${state} was told ${told} times`);
    wrong(opened !== 1, 'opened without one trace');
    wrong((state === 'closed') !== model.closed.has(id), 'closed by nobody, or not by who closed it');
  }
  for (const one of valid.filter(({ state }) => state === 'closed'))
    wrong(one.read_back?.replace(',', '.') !== one.value, 'closed without being repeated rightly');
  for (const id of model.attempts) wrong(attempts.filter((one) => one.id === id).length !== 1, 'an attempt that was said to be kept is not, once');
  for (const step of steps) wrong(step.state === 'done' && (step.done ?? 0) < step.due, 'a rung was taken before its hour');
  if (!model.isWhole) return found;
  for (const { id, state, due, rings } of calls)
    wrong(rings !== (state === 'open' && due <= now ? 1 : 0), `a call that is ${state} rings ${rings} times (${id})`);
  for (const step of steps.filter(({ state, due }) => state === 'pending' && due <= now - model.lateMs))
    wrong(true, `the rung « ${step.who} » whose hour has come was not taken`);
  const { standings, state } = await product.factsOf(dossierId);
  for (const standing of standings) {
    const current = state.observations.find(({ id }) => id === standing.currentId);
    if (standing.standing !== 'validated' || !current || !['HH', 'LL'].includes(current.interpretation)) continue;
    const isSilent = (await of(sql`select 1 from call_silence where observation_version_id = ${current.id}`)).length > 0;
    wrong(!isSilent && !valid.some(({ version }) => version === current.id), `a critical value of ${current.values[0]} is in no call`);
  }
  const current = new Set(state.observations.map(({ id }) => id));
  for (const one of valid.filter(({ state: of_ }) => of_ === 'open')) wrong(!current.has(one.version), 'what was corrected is still to be said');
  return found;
}

interface Command {
  run(model: Model): Promise<void>;
  toString(): string;
}
const command = (name: string, act: (model: Model) => Promise<void>): Command => ({
  run: async (model) => {
    product.clock.pass(1_000);
    await work(model);
    await act(model);
    await work(model);
    // An alarm rings from the sweeper on: everything else holds at once.
    if (model.isWhole && model.isAlive) await sweepCalls(product.ctx).then(() => work(model));
    expect(await problems(model)).toEqual([]);
  },
  toString: () => name,
});

const arrives = (value: Value): Command =>
  command(`arrives ${value}`, async (model) => {
    if (model.number === '') model.number = product.freshNumber();
    const patient = { identifier: model.number.slice(-7), birthFamilyName: 'ESSAI-APPEL', givenNames: ['SACHA'], ins: null };
    const bytes = testMessage({ accessionNumber: model.number, sentAt: product.clock.now(), patient, results: [VALUES[value]] });
    // What the door does, and the door only.
    await receiveFrame(product.ctx, { bytes, peer: '192.0.2.1:40000', acceptsTests: true });
  });
const decides: Command = command('decides', async (model) => {
  if (model.dossierId !== '') await product.decide(callers[0], model.dossierId);
});
const passes = (seconds: number): Command => command(`${seconds} s`, async () => product.clock.pass(seconds * 1000));

async function openOf(model: Model, by: ProfessionalActor) {
  if (model.dossierId === '') return null;
  const read = await readCall(product.as(by), { dossierId: model.dossierId });
  return read.ok ? read.value.open : null;
}
const tries = (who: 0 | 1, isTwice: boolean): Command =>
  command(`${who} tries${isTwice ? ', pressed twice' : ''}`, async (model) => {
    const open = await openOf(model, callers[who]);
    if (!open) return;
    const input = { attemptId: newId(), callId: open.callId, outcome: 'no-answer' as const, place: 'Urgences', number: '03', note: '' };
    for (let press = 0; press < (isTwice ? 2 : 1); press += 1) expect(await recordAttempt(product.as(callers[who]), input)).toMatchObject({ ok: true });
    model.attempts.add(input.attemptId);
  });
const closes = (how: 'rightly' | 'wrongly' | 'both at once'): Command =>
  command(`closes ${how}`, async (model) => {
    const open = await openOf(model, callers[0]);
    if (!open) return;
    const readBack = open.values.map(({ observationVersionId, value }) => ({ observationVersionId, repeated: how === 'wrongly' ? '9,6' : value }));
    const said = { callId: open.callId, isIdentityRepeated: true, spokenTo: 'Dr Samuel KELLER', quality: 'médecin', place: '', number: '', readBack };
    const press = (by: ProfessionalActor) => closeCall(product.as(by), { ...said, idempotencyKey: newId() });
    const outcomes = how === 'both at once' ? await Promise.all(callers.map(press)) : [await press(callers[1])];
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(how === 'wrongly' ? 0 : 1);
    if (how !== 'wrongly') model.closed.set(open.callId, how);
  });
const worker = (fate: 'goes' | 'comes back' | 'forgets'): Command =>
  command(`the worker ${fate}`, async (model) => {
    if (fate === 'forgets') await product.access.worker.execute(sql`update fact_task set state = 'done' where state = 'open' and handler like 'alert.%'`);
    if (fate === 'forgets') model.lateMs = 30_001;
    model.isAlive = fate !== 'goes';
    if (fate !== 'comes back') model.isWhole = false;
  });
const sweepers: Command = command('sweepers', async (model) => {
  model.isAlive = true;
  for (const wait of [40_000, 40_000]) {
    product.clock.pass(wait);
    await product.settle();
    await sweepValidation(product.ctx);
    await product.settle();
    await sweepCalls(product.ctx);
    await product.settle();
  }
  model.isWhole = true;
});

test('whatever is announced, corrected, tried, closed, lost or late: every critical value is said once, rightly, to one, and nobody is forgotten', async () => {
  const who = fc.constantFrom<0 | 1>(0, 1);
  const act: fc.Arbitrary<Command> = fc.oneof(
    fc.constantFrom<Value>('high', 'high', 'higher', 'low', 'normal').map(arrives),
    fc.constant(decides),
    fc.constant(decides),
    fc.constantFrom(11, 60, 200, 620, 1000).map(passes),
    fc.constantFrom(11, 200, 620).map(passes),
    fc.tuple(who, fc.boolean()).map((given) => tries(...given)),
    fc.constantFrom('rightly' as const, 'wrongly' as const, 'both at once' as const).map(closes),
    fc.constantFrom('goes' as const, 'comes back' as const, 'forgets' as const).map(worker),
    fc.constant(sweepers),
  );
  let closed = 0;
  const lives = fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 18, size: 'max' }), async (acts) => {
    const model = new Model();
    for (const one of [arrives('high'), decides, passes(11), ...acts, sweepers]) await one.run(model);
    closed += model.closed.size;
  });
  expect(await untilMet(lives, 6, () => closed > 1)).toBeNull();
  expect(closed).toBeGreaterThan(1);
}, 400_000);
