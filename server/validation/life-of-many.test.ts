import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentHashOf } from '../api/prove';
import { receiveFrame } from '../inbound/receive-frame';
import { seedProof } from '../main/seed/seed-proof';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { untilMet } from '../platform/testing/until-met';
import { testMessage } from '../simulator/test-message';
import type { PersonalKind } from './kinds';
import { recordDecision } from './record-decision';
import { revokeDecision } from './revoke-decision';
import { agreeReading, prepareReading } from './second-reading';
import { sweepValidation } from './sweep';
import { undoDecision } from './undo-decision';

/**
 * The life of three results of one dossier under two biologists: signatures on some of them, holds that come back, refusals, a second reader, corrections between view and click, a worker
 * that is away, a queue that forgets, the clock. What must hold is said of the decisions themselves; `life.test.ts` says the whole standing of one result.
 */
let product: TestValidation;
let people: readonly ProfessionalActor[];
beforeAll(async () => {
  product = await openTestValidation();
  people = [await product.person('biologist'), await product.person('biologist', ['valmont'], { name: 'Dr Karim HADDAD' })];
});
afterAll(() => product.end());
const person = (index: number): ProfessionalActor => people[index] as ProfessionalActor;

const CODES = ['K', 'NA', 'CL'] as const;
type Code = (typeof CODES)[number];

class Model {
  number = product.freshNumber();
  dossierId = '';
  isAlive = true;
  isWhole = true;
  said: Record<Code, string> = { K: '4.1', NA: '140', CL: '101' };
  /** Signatures that were taken, with what the test knows of each. */
  taken = new Map<string, { by: number; kind: PersonalKind; at: number; needsReader: boolean; agreedAt: number | null; isTakenBack: boolean }>();
  states = new Map<string, string>();
}

interface Row extends Record<string, unknown> {
  id: string;
  kind: string;
  state: string;
  settled: number | null;
  remindAt: number | null;
  told: number;
  covered: Record<string, string> | null;
}
const rowsOf = (model: Model): Promise<Row[]> =>
  product.rows<Row>(sql`
  select d.id, d.kind, d.state, (extract(epoch from d.settled_at) * 1000)::float8 as settled, (extract(epoch from d.remind_at) * 1000)::float8 as "remindAt",
    (select count(*) from fact f where f.name = 'validation.decided' and f.subject_id = d.id)::int as told,
    (select jsonb_object_agg(o.local_code, o."values"[1]) from decision_observation x join observation_version o on o.id = x.observation_version_id
      where x.decision_id = d.id and x.active) as covered
  from validation_decision d where d.dossier_id = ${model.dossierId} order by d.signed_at`);
/** What the dossier holds: another room's, and not in question here. */
async function kept(model: Model): Promise<Record<string, string>> {
  if (model.dossierId === '') return {};
  const { state } = await product.factsOf(model.dossierId);
  return Object.fromEntries(state.observations.map(({ localCode, values }) => [localCode, values[0] ?? '']));
}

async function work(model: Model): Promise<void> {
  const before = await kept(model);
  if (model.isAlive) await product.settle();
  const [row] = await product.rows<{ id: string }>(sql`select id from dossier where accession_number = ${model.number}`);
  model.dossierId = row?.id ?? '';
  if (model.dossierId !== '') expect(await problems(model, before, await kept(model))).toEqual([]);
}

async function problems(model: Model, before: Record<string, string>, after: Record<string, string>): Promise<string[]> {
  const now = product.clock.now().getTime();
  const found: string[] = [];
  for (const row of await rowsOf(model)) {
    const taken = model.taken.get(row.id);
    const wrong = (is: boolean, what: string) => void (is && found.push(`${row.kind} ${what}`));
    wrong(!taken, 'was taken by nobody');
    if (!taken) continue;
    const leaves = row.kind !== 'hold';
    const from = taken.needsReader ? taken.agreedAt : taken.at;
    wrong(row.told !== (row.state === 'effective' && leaves ? 1 : 0), `is ${row.state} and was told ${row.told} times`);
    wrong(taken.isTakenBack && row.state !== 'cancelled', 'was taken back and is not cancelled');
    const was = model.states.get(row.id);
    wrong(was !== undefined && was !== 'pending' && was !== row.state, `was ${was} and is ${row.state}`);
    if (leaves && row.state === 'effective' && was !== 'effective') {
      wrong(from === null, 'left though nobody read it');
      wrong(from !== null && (row.settled ?? 0) - from < 10_000, 'left within the time to undo');
      wrong(Object.keys(row.covered ?? {}).length === 0, 'left with nothing in it');
      for (const [code, value] of Object.entries(row.covered ?? {}))
        wrong(value !== before[code] && value !== after[code], `left ${code} as it was not any more`);
    }
    wrong(row.state === 'cancelled' && row.covered !== null, 'is cancelled and still covers something');
    wrong(model.isWhole && row.state === 'pending' && from !== null && from + 10_000 <= now, 'still waits for its effect');
    model.states.set(row.id, row.state);
  }
  if (!model.isWhole) return found;
  const rows = await rowsOf(model);
  const { standings, state } = await product.factsOf(model.dossierId);
  for (const { currentId, standing, isReminded } of standings) {
    const current = state.observations.find(({ id }) => id === currentId);
    const code = current?.localCode ?? '';
    const on = rows.filter((row) => row.covered?.[code] === current?.values[0]);
    const isSigned = on.some((row) => row.kind === 'validate' && row.state === 'effective');
    if ((standing === 'validated') !== isSigned) found.push(`${code} is ${standing} and ${isSigned ? 'was' : 'was not'} signed`);
    const held = on.find((row) => row.kind === 'hold' && row.remindAt !== null && row.remindAt <= now);
    if (standing === 'held' && held && !isReminded) found.push(`${code} is on hold past its hour`);
  }
  const line = await product.worklist(model.dossierId);
  const waiting = standings.filter(({ standing }) => standing === 'awaiting').length;
  if (line?.awaiting_count !== waiting) found.push(`the list says ${String(line?.awaiting_count)} and ${waiting} wait`);
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
  },
  toString: () => name,
});

async function send(model: Model): Promise<void> {
  const results = CODES.map((code) => ({ code, label: code, value: model.said[code], flag: 'N' }));
  const bytes = testMessage({ accessionNumber: model.number, sentAt: product.clock.now(), results });
  await receiveFrame(product.ctx, { bytes, peer: '192.0.2.1:40000', acceptsTests: true });
}
const says = (code: Code, value: string): Command =>
  command(`${code} ${value}`, async (model) => {
    model.said[code] = value;
    await send(model);
  });

const signs = (by: number, kind: PersonalKind, codes: readonly Code[], more: 'plain' | 'reader' | 'reminder'): Command =>
  command(`${by} ${kind} ${codes.join('+')} ${more}`, async (model) => {
    if (model.dossierId === '') return;
    const needsReader = more === 'reader' && kind === 'validate';
    const remindAt = more === 'reminder' && kind === 'hold' ? new Date(product.clock.now().getTime() + 30_000) : null;
    const said = await product.decide(person(by), model.dossierId, {
      kind,
      codes,
      holdReason: kind === 'validate' ? '' : 'Contrôle',
      secondReader: needsReader,
      remindAt,
    });
    if (said.ok) model.taken.set(said.value.decisionId, { by, kind, at: product.clock.now().getTime(), needsReader, agreedAt: null, isTakenBack: false });
  });

/** Seen, corrected by the laboratory, then pressed: refused, whatever was corrected. */
const clicksLate = (by: number, code: Code, value: string): Command =>
  command(`${by} sees, ${code} becomes ${value}, ${by} presses`, async (model) => {
    if (model.dossierId === '' || !model.isAlive) return;
    const seen = await kept(model);
    const pressed = await product.prepare(person(by), model.dossierId, {});
    product.clock.pass(1_000);
    model.said[code] = value;
    await send(model);
    await work(model);
    const said = await recordDecision(product.as(person(by)), pressed);
    if (seen[code] !== (await kept(model))[code]) expect(said.ok).toBe(false);
    if (said.ok)
      model.taken.set(said.value.decisionId, {
        by,
        kind: 'validate',
        at: product.clock.now().getTime(),
        needsReader: false,
        agreedAt: null,
        isTakenBack: false,
      });
  });

const newest = (model: Model) => [...model.taken].findLast(([, { kind, isTakenBack }]) => kind !== 'hold' && !isTakenBack);
const takesBack = (by: number): Command =>
  command(`${by} takes it back`, async (model) => {
    const [id, taken] = newest(model) ?? [];
    if (!id || !taken) return;
    const isPending = (await rowsOf(model)).find((row) => row.id === id)?.state === 'pending';
    const ctx = product.as(person(by));
    const done = taken.by === by ? await undoDecision(ctx, { decisionId: id }) : await revokeDecision(ctx, { decisionId: id, reason: 'Autre patient' });
    if (done.ok && isPending) taken.isTakenBack = true;
  });
const reads = (by: number): Command =>
  command(`${by} reads after the other`, async (model) => {
    const [id, taken] = newest(model) ?? [];
    if (!id || !taken?.needsReader) return;
    const prepared = await prepareReading(product.as(person(by)), { decisionId: id });
    const content = { decisionId: id, fingerprint: prepared.ok ? prepared.value.fingerprint : 'f'.repeat(64) };
    const proof = await seedProof(product.as(person(by)), { act: 'second-reading', contentHash: contentHashOf(content) });
    const agreed = await agreeReading(product.as(person(by)), content, proof);
    if (taken.by === by) expect(agreed.ok).toBe(false);
    if (agreed.ok) taken.agreedAt ??= product.clock.now().getTime();
  });

const passes = (seconds: number): Command => command(`${seconds} s`, async () => product.clock.pass(seconds * 1000));
const worker = (fate: 'goes' | 'comes back' | 'forgets'): Command =>
  command(`the worker ${fate}`, async (model) => {
    if (fate === 'forgets') await product.access.worker.execute(sql`update fact_task set state = 'done' where state = 'open' and handler like 'validation.%'`);
    model.isAlive = fate !== 'goes';
    if (fate !== 'comes back') model.isWhole = false;
  });
const sweepers: Command = command('sweepers', async (model) => {
  model.isAlive = true;
  for (const wait of [40_000, 40_000]) {
    product.clock.pass(wait);
    await work(model);
    await sweepValidation(product.ctx);
    await work(model);
  }
  model.isWhole = true;
});

test('whoever signs, holds, refuses, reads, takes back, corrects or dies: nothing leaves but what was signed, is still so, and was read where it must be', async () => {
  const who = fc.nat(1);
  const code = fc.constantFrom(...CODES);
  const value = fc.constantFrom('4.1', '6.9', '7.5');
  const some = fc.subarray([...CODES], { minLength: 1 });
  const act: fc.Arbitrary<Command> = fc.oneof(
    fc.tuple(code, value).map((given) => says(...given)),
    ...Array.from({ length: 3 }, () =>
      fc
        .tuple(
          who,
          fc.constantFrom<PersonalKind>('validate', 'validate', 'hold', 'refuse'),
          some,
          fc.constantFrom('plain' as const, 'reader' as const, 'reminder' as const),
        )
        .map((given) => signs(...given)),
    ),
    fc.tuple(who, code, value).map((given) => clicksLate(...given)),
    who.map(takesBack),
    fc.tuple(who).map(([by]) => reads(by)),
    fc.constantFrom(5, 11, 35).map(passes),
    fc.constantFrom(11, 60).map(passes),
    fc.constantFrom('goes' as const, 'comes back' as const, 'forgets' as const).map(worker),
    fc.constant(sweepers),
  );
  const left = { effective: 0, cancelled: 0 };
  const lives = fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 18, size: 'max' }), async (acts) => {
    const model = new Model();
    for (const one of [says('K', '4.1'), ...acts, sweepers]) await one.run(model);
    for (const state of model.states.values()) if (state === 'effective' || state === 'cancelled') left[state] += 1;
  });
  expect(await untilMet(lives, 6, () => Math.min(left.effective, left.cancelled) > 0)).toBeNull();
  expect(Math.min(left.effective, left.cancelled)).toBeGreaterThan(0);
}, 400_000);
