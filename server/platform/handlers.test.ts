import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestAccess, testClock } from '../access/testing';
import { deferred } from '../hl7/testing';
import { systemActor } from './actor';
import { contextFor } from './context';
import { tell } from './facts';
import { codeOf, Fault } from './fault';
import { drain, registerWiring, runHandler, sweepTasks, type Wiring } from './handlers';
import { newId } from './ids';

let access: Awaited<ReturnType<typeof openTestAccess>>;
const clock = testClock();
const log: string[] = [];
let failing = new Set<string>();
let doing: (subject: string) => Promise<void> = async () => undefined;

const WIRING: readonly Wiring[] = [
  {
    fact: 'dossier.revised',
    handler: 'test.inside',
    run: async (ctx, tx, fact) => {
      await tx.execute(sql`insert into heartbeat (process, beat_at) values (${fact.subjectId}, ${ctx.now().toISOString()})`);
      if (failing.has(fact.subjectId)) throw new Fault('test-failed', 'safe');
      log.push(fact.subjectId);
    },
  },
  {
    fact: 'outbound.queued',
    handler: 'test.outside',
    backoffSeconds: [1, 5],
    runOutside: async (_ctx, fact) => {
      await doing(fact.subjectId);
      if (failing.has(fact.subjectId)) throw new Fault('test-away', 'safe');
      log.push(fact.subjectId);
    },
  },
];

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());
beforeEach(async () => {
  log.length = 0;
  failing = new Set();
  doing = async () => undefined;
  await access.worker.execute(sql`delete from fact_task`);
  await registerWiring(access.worker, WIRING);
});

const ctx = () => contextFor(access.worker, systemActor('test'), clock.now);
const say = (dossierId: string | null, subjectId: string, name: 'dossier.revised' | 'outbound.queued' = 'dossier.revised', inSeconds = 0) =>
  ctx().transaction((tx) => tell(tx, { name, dossierId, subjectId }, clock.now(), new Date(clock.now().getTime() + inSeconds * 1000)));
const run = (handler = 'test.inside') => runHandler(access.worker, WIRING, handler, clock.now);
const tasks = async () => [
  ...(await access.worker.execute(sql`select subject_id as subject, state, attempts, last_error_code as code from fact_task order by id`)),
];

describe('a fact', () => {
  test('told in a transaction that is rolled back was never told', async () => {
    const rolledBack = ctx().transaction(async (tx) => {
      await tell(tx, { name: 'dossier.revised', dossierId: null, subjectId: newId() }, clock.now());
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    expect(await tasks()).toEqual([]);
    expect(await run()).toBe(0);
  });

  test('is heard once by each who listens, and by nobody else', async () => {
    await registerWiring(access.worker, [...WIRING, { fact: 'dossier.revised', handler: 'test.second', run: async () => undefined }]);
    const subject = newId();
    await say(newId(), subject);
    expect(await tasks()).toHaveLength(2);
    expect([await run(), await run()]).toEqual([1, 0]);
    expect(log).toEqual([subject]);
  });

  test('told for later is not heard before', async () => {
    await say(newId(), newId(), 'dossier.revised', 10);
    expect(await run()).toBe(0);
    clock.pass(10_000);
    expect(await run()).toBe(1);
  });

  test('that is not due yet holds back nothing of its dossier', async () => {
    const [dossier, later, now] = [newId(), newId(), newId()];
    await say(dossier, later, 'dossier.revised', 10);
    await say(dossier, now);
    await run();
    expect(log).toEqual([now]);
    clock.pass(10_000);
    await run();
    expect(log).toEqual([now, later]);
  });

  test('that its handler does not listen to any more waits, open, until it does again', async () => {
    await say(newId(), newId());
    const deaf: readonly Wiring[] = [{ fact: 'report.viewed', handler: 'test.inside', run: async () => undefined }];
    expect(await runHandler(access.worker, deaf, 'test.inside', clock.now)).toBe(0);
    expect(await tasks()).toMatchObject([{ state: 'open' }]);
    expect(await run()).toBe(1);
  });
});

describe('the order', () => {
  test('of one dossier is that of telling, whatever fails in between, and other dossiers go on', async () => {
    const [one, other] = [newId(), newId()];
    const [first, second, third] = [newId(), newId(), newId()];
    failing = new Set([first]);
    await say(one, first);
    await say(one, second);
    await say(other, third);
    await run();
    expect(log).toEqual([third]);
    expect(await tasks()).toMatchObject([
      { subject: first, state: 'open', attempts: 1, code: 'test-failed' },
      { subject: second, state: 'open', attempts: 0 },
      { state: 'done' },
    ]);
    failing = new Set();
    clock.pass(1_000);
    await run();
    expect(log).toEqual([third, first, second]);
  });

  test('of each dossier holds for any mixture, with several workers and failures', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ dossier: fc.nat(2), fails: fc.boolean() }), { minLength: 1, maxLength: 8 }), async (told) => {
        await access.worker.execute(sql`delete from fact_task`);
        log.length = 0;
        const dossiers = [newId(), newId(), newId()];
        const subjects = told.map(({ dossier }) => ({ dossier, subject: newId() }));
        failing = new Set(subjects.filter((_, index) => told[index]?.fails).map(({ subject }) => subject));
        for (const { dossier, subject } of subjects) await say(dossiers[dossier] ?? null, subject);
        await Promise.all([run(), run(), run()]);
        failing = new Set();
        clock.pass(60_000);
        await Promise.all([run(), run(), run()]);
        await run();
        for (const dossier of [0, 1, 2]) {
          const expected = subjects.filter((item) => item.dossier === dossier).map(({ subject }) => subject);
          expect(log.filter((subject) => expected.includes(subject))).toEqual(expected);
        }
      }),
      { numRuns: 30 },
    );
  }, 30_000);
});

test('what a failing handler wrote is undone, and its failure counted and retried later and later', async () => {
  const subject = newId();
  failing = new Set([subject]);
  await say(newId(), subject);
  for (const seconds of [1, 2, 5, 15, 60, 300, 300]) {
    await run();
    expect(await run()).toBe(0);
    clock.pass(seconds * 1_000);
  }
  expect(await tasks()).toMatchObject([{ attempts: 7, state: 'open' }]);
  expect(await access.worker.execute(sql`select 1 from heartbeat where process = ${subject}`)).toHaveLength(0);
});

describe('a handler that speaks to the outside', () => {
  test('leases its task: nobody else takes it meanwhile, and a crash gives it back when the lease is over', async () => {
    const subject = newId();
    const started = deferred();
    const held = deferred();
    doing = async () => {
      started.resolve();
      await held.promise;
    };
    await say(newId(), subject, 'outbound.queued');
    const working = run('test.outside');
    await started.promise;
    expect(await run('test.outside')).toBe(0);
    clock.pass(60_000);
    doing = async () => undefined;
    expect(await run('test.outside')).toBe(1);
    held.resolve();
    await working;
    expect(await tasks()).toMatchObject([{ state: 'done' }]);
  });

  test('keeps the order of its dossier while it is leased or away', async () => {
    const [dossier, first, second] = [newId(), newId(), newId()];
    failing = new Set([first]);
    await say(dossier, first, 'outbound.queued');
    await say(dossier, second, 'outbound.queued');
    await run('test.outside');
    expect(log).toEqual([]);
    failing = new Set();
    clock.pass(1_000);
    await run('test.outside');
    expect(log).toEqual([first, second]);
  });
});

test('drain does everything that is due and nothing that is not; the sweeper wakes who has something due', async () => {
  await say(newId(), newId());
  await say(newId(), newId(), 'outbound.queued');
  await say(newId(), newId(), 'dossier.revised', 60);
  expect((await sweepTasks(access.worker, clock.now)).toSorted()).toEqual(['test.inside', 'test.outside']);
  await drain(access.worker, WIRING, clock.now);
  expect(log).toHaveLength(2);
  expect(await sweepTasks(access.worker, clock.now)).toEqual([]);
});

test('the code of an error is a code, never its words', async () => {
  expect(codeOf(new Fault('lis-away', 'safe'))).toBe('lis-away');
  expect(codeOf(new Error('Mme ZZCANARI'))).toBe('Error');
  expect(codeOf('ZZCANARI')).toBe('unknown');
  const wrapped: unknown = await access.worker.execute(sql`select * from nowhere where name = ${'ZZCANARI'}`).catch((error: unknown) => error);
  expect(codeOf(wrapped)).toBe('42P01');
});
