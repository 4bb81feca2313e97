import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestAccess, testClock } from '../access/testing';
import { deferred } from '../hl7/testing';
import { systemActor } from './actor';
import { contextFor } from './context';
import { subjectsOf, tell, tellTogether } from './facts';
import { Fault } from './fault';
import { registerWiring, runHandler, runsTogether, type TogetherHandler, type Wiring } from './handlers';
import { newId } from './ids';

let access: Awaited<ReturnType<typeof openTestAccess>>;
const clock = testClock();
/** What was heard and committed: each call that did not fail, in order. */
let batches: string[][] = [];
let failing = new Set<string>();
let most = 100;
let before: () => Promise<void> = async () => undefined;

const hear: TogetherHandler = async (ctx, tx, facts) => {
  await before();
  const done = facts.slice(0, most);
  for (const { subjectId } of done) await tx.execute(sql`insert into heartbeat (process, beat_at) values (${subjectId}, ${ctx.now().toISOString()})`);
  if (done.some(({ subjectId }) => failing.has(subjectId))) throw new Fault('test-failed', 'safe');
  batches.push(subjectsOf(done));
  return done;
};
const WIRING: readonly Wiring[] = [
  { fact: 'dossier.revised', handler: 'test.many', runTogether: hear },
  { fact: 'report.viewed', handler: 'test.many', runTogether: hear },
];

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());
beforeEach(async () => {
  batches = [];
  failing = new Set();
  most = 100;
  before = async () => undefined;
  await access.worker.execute(sql`delete from fact_task`);
  await registerWiring(access.worker, WIRING);
});

const ctx = () => contextFor(access.worker, systemActor('test'), clock.now);
const say = (dossierId: string | null, subjectId: string, name: 'dossier.revised' | 'report.viewed' = 'dossier.revised') =>
  ctx().transaction((tx) => tell(tx, { name, dossierId, subjectId }, clock.now()));
const run = () => runHandler(access.worker, WIRING, 'test.many', clock.now);
const count = async (condition: string) => (await access.worker.execute(sql`select 1 from fact_task where ${sql.raw(condition)}`)).length;

test('many facts are heard in one transaction, in the order in which they were told, of whatever name', async () => {
  const [one, other, first, second, third] = [newId(), newId(), newId(), newId(), newId()];
  await say(one, first);
  await say(other, second, 'report.viewed');
  await say(one, third);
  expect(runsTogether(WIRING, 'test.many')).toBe(true);
  expect([await run(), await run()]).toEqual([3, 0]);
  expect(batches).toEqual([[first, second, third]]);
  expect(await count("state = 'done'")).toBe(3);
});

test('of more than a hundred the oldest come first, and the rest afterwards', async () => {
  const subjects = Array.from({ length: 130 }, () => newId());
  await ctx().transaction((tx) =>
    tellTogether(
      tx,
      'dossier.revised',
      subjects.map((subjectId) => ({ dossierId: newId(), subjectId })),
      clock.now(),
    ),
  );
  expect([await run(), await run(), await run()]).toEqual([100, 30, 0]);
  expect(batches.flat()).toEqual(subjects);
});

test('what the handler leaves stays open and comes again', async () => {
  const subjects = [newId(), newId(), newId()];
  for (const subject of subjects) await say(newId(), subject);
  most = 2;
  expect([await run(), await run(), await run()]).toEqual([2, 1, 0]);
  expect(batches).toEqual([subjects.slice(0, 2), subjects.slice(2)]);
});

test('a bad one takes no neighbour along, is counted alone, and holds back its own dossier only', async () => {
  const [dossier, bad, behind] = [newId(), newId(), newId()];
  const others = [newId(), newId()];
  failing = new Set([bad]);
  await say(newId(), others[0] ?? '');
  await say(dossier, bad);
  await say(dossier, behind);
  await say(newId(), others[1] ?? '');
  while ((await run()) > 0);
  expect(batches).toEqual(others.map((subject) => [subject]));
  expect(await count('attempts = 1')).toBe(1);
  expect(await count('attempts > 1')).toBe(0);
  expect(await access.worker.execute(sql`select 1 from heartbeat where process = ${bad}`)).toHaveLength(0);

  // What comes afterwards is heard together again, the bad one apart, and nothing of its dossier before it.
  clock.pass(1_000);
  const later = [newId(), newId()];
  for (const subject of later) await say(newId(), subject);
  await run();
  expect(batches.slice(2)).toEqual([]);
  await run();
  expect(batches.slice(2)).toEqual([later]);
  failing = new Set();
  clock.pass(2_000);
  while ((await run()) > 0);
  expect(batches.slice(3)).toEqual([[bad], [behind]]);
});

test('more tasks behind a bad one than a batch holds keep nobody else waiting', async () => {
  const [dossier, bad, other] = [newId(), newId(), newId()];
  failing = new Set([bad]);
  await say(dossier, bad);
  while ((await run()) > 0);
  await ctx().transaction((tx) =>
    tellTogether(
      tx,
      'dossier.revised',
      Array.from({ length: 120 }, () => ({ dossierId: dossier, subjectId: newId() })),
      clock.now(),
    ),
  );
  await say(newId(), other);
  await run();
  expect(batches).toEqual([[other]]);
});

test('another that runs at the same time takes nothing of a dossier that is being worked on', async () => {
  const [dossier, first, second, other] = [newId(), newId(), newId(), newId()];
  const [started, held] = [deferred(), deferred()];
  before = async () => {
    started.resolve();
    await held.promise;
  };
  await say(dossier, first);
  const working = run();
  await started.promise;
  before = async () => undefined;
  await say(dossier, second);
  await say(newId(), other);
  expect(await run()).toBe(1);
  expect(batches).toEqual([[other]]);
  held.resolve();
  await working;
  await run();
  expect(batches).toEqual([[other], [first], [second]]);
});

test('the order of each dossier holds for any mixture of failures, batch sizes and runs at the same time, and each is heard once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ dossier: fc.nat(2), fails: fc.boolean() }), { minLength: 1, maxLength: 10 }),
      fc.integer({ min: 1, max: 4 }),
      async (told, size) => {
        await access.worker.execute(sql`delete from fact_task`);
        batches = [];
        most = size;
        const dossiers = [newId(), newId(), newId()];
        const subjects = told.map(({ dossier, fails }) => ({ dossier, fails, subject: newId() }));
        failing = new Set(subjects.filter(({ fails }) => fails).map(({ subject }) => subject));
        for (const { dossier, subject } of subjects) await say(dossiers[dossier] ?? null, subject);
        await Promise.all([run(), run(), run()]);
        failing = new Set();
        clock.pass(60_000);
        await Promise.all([run(), run(), run()]);
        while ((await run()) > 0);
        for (const dossier of [0, 1, 2]) {
          const expected = subjects.filter((item) => item.dossier === dossier).map(({ subject }) => subject);
          expect(batches.flat().filter((subject) => expected.includes(subject))).toEqual(expected);
        }
      },
    ),
    { numRuns: 25 },
  );
}, 40_000);

test('told together, facts that say the same of the same dossier are told once', async () => {
  const [one, other] = [newId(), newId()];
  await ctx().transaction((tx) =>
    tellTogether(
      tx,
      'dossier.revised',
      [one, other, one].map((id) => ({ dossierId: id, subjectId: id })),
      clock.now(),
    ),
  );
  await run();
  expect(batches).toEqual([[one, other]]);
});
