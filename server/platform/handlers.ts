import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/client';
import { systemActor } from './actor';
import { assert } from './assert';
import { type Context, contextFor } from './context';
import type { Fact, FactName } from './facts';
import { codeOf } from './fault';
import { log } from './log';
import { closeTasks, countFailure, factOf, postponeTask, type Task, takeTask, takeTasks } from './tasks';

/** A listener: called at least once per fact, in a transaction of its own that also closes the task. */
export type FactHandler = (ctx: Context, tx: Transaction, fact: Fact) => Promise<void>;

/**
 * A listener that speaks to the outside: called without a transaction, at least once, after its task was leased; a crash in
 * between lets the lease run out and the task come again. Throws a `Fault` to be tried later.
 */
export type OutsideHandler = (ctx: Context, fact: Fact) => Promise<void>;

/**
 * A listener that takes many facts at once, oldest first, in one transaction that also closes their tasks; called at least once per fact. Answers those that are
 * done, at least one; the others stay open, and none may stay open before one of its own dossier that is done. When it fails, each fact comes again alone.
 */
export type TogetherHandler = (ctx: Context, tx: Transaction, facts: readonly Fact[]) => Promise<readonly Fact[]>;

interface WiringOf {
  fact: FactName;
  /** Stable: open tasks in the database carry it. One handler may listen to several facts. */
  handler: string;
  /** Hears of a dossier only once something was decided on it, or asked of its LIS: whoever decides, asks or revises locks the dossier first, so that nothing is missed. */
  concerns?: 'decided';
}

type Together = WiringOf & {
  runTogether: TogetherHandler;
  /** What it tells by `tellTogether`, which wakes nobody. */
  tells?: FactName;
};
type Outside = WiringOf & { runOutside: OutsideHandler; backoffSeconds?: readonly number[] };
export type Wiring = (WiringOf & { run: FactHandler }) | Together | Outside;

const BATCH = 100;
/** After that many failures a task stays open, is tried every five minutes and shows on the exchanges page. */
const BACKOFF_SECONDS = [1, 2, 5, 15, 60, 300];
/** How long an outside handler may take before its task is given to another. */
const LEASE_SECONDS = 20;

/** Writes the wiring where `tell` reads it. Called at boot; a handler that is gone keeps its open tasks until it is back. */
export async function registerWiring(db: Database, wiring: readonly Wiring[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(727402)`);
    await tx.execute(sql`delete from fact_subscription`);
    for (const entry of wiring) {
      await tx.execute(sql`
        insert into fact_subscription (name, handler, concerns, together)
        values (${entry.fact}, ${entry.handler}, ${entry.concerns ?? 'all'}, ${'runTogether' in entry}) on conflict do nothing`);
    }
  });
}

/** Whether that handler takes many facts at once: two runs of it beside each other would only wait for each other. */
export const runsTogether = (wiring: readonly Wiring[], handler: string): boolean =>
  wiring.some((entry) => entry.handler === handler && 'runTogether' in entry);

/** Who hears what that handler tells together: they look after each of its batches. */
export function followersOf(wiring: readonly Wiring[], handler: string): string[] {
  const told = new Set(wiring.flatMap((entry) => (entry.handler === handler && 'runTogether' in entry && entry.tells ? [entry.tells] : [])));
  return [...new Set(wiring.filter(({ fact }) => told.has(fact)).map((entry) => entry.handler))];
}

/**
 * Handles up to 100 due tasks of one handler, each in its own transaction or all in one, oldest first and in order per dossier: a task
 * waits while an earlier one of the same dossier is open. A failure is counted, retried later and never blocks another dossier.
 * @returns how many tasks were taken, failures included
 */
export async function runHandler(db: Database, wiring: readonly Wiring[], handler: string, now: () => Date = () => new Date()): Promise<number> {
  const entries = wiring.filter((entry) => entry.handler === handler);
  if (entries.length === 0) return 0;
  const ctx = contextFor(db, systemActor(handler), now);
  const together = entries.filter((entry) => 'runTogether' in entry);
  if (together.length > 0) return runMany(ctx, together, handler);
  let taken = 0;
  while (taken < BATCH && (await runOne(ctx, entries, handler))) taken += 1;
  return taken;
}

/** One transaction for all; when it fails, one for each: what is wrong with one takes no neighbour along, and only that one is counted as failed. */
async function runMany(ctx: Context, entries: readonly Together[], handler: string): Promise<number> {
  const runTogether = entries[0]?.runTogether;
  assert(runTogether && entries.every((entry) => entry.runTogether === runTogether), 'a handler that takes many facts at once is one function');
  let taken: Task[] = [];
  let done = 0;
  try {
    await ctx.transaction(async (tx) => {
      taken = await takeTasks(
        tx,
        handler,
        entries.map(({ fact }) => fact),
        ctx.now(),
        BATCH,
      );
      if (taken.length === 0) return;
      const facts = new Map(taken.map((task) => [task, factOf(task)]));
      const heard = new Set(await runTogether(ctx, tx, [...facts.values()]));
      const closed = [...facts].filter(([, fact]) => heard.has(fact)).map(([task]) => task);
      assert(closed.length > 0, 'of facts heard at once at least one is done');
      await closeTasks(tx, ctx, closed);
      done = closed.length;
    });
    return done;
  } catch (error) {
    if (taken.length === 0) throw error;
    log('warn', 'tasks.apart', { handler, tasks: taken.length, code: codeOf(error) });
    let apart = 0;
    while (apart < taken.length && (await runOne(ctx, entries, handler))) apart += 1;
    return Math.max(apart, 1);
  }
}

async function runOne(ctx: Context, entries: readonly Wiring[], handler: string): Promise<boolean> {
  const taken: { task?: Task; outside?: Extract<Wiring, { runOutside: OutsideHandler }> } = {};
  try {
    await ctx.transaction(async (tx) => {
      const task = await takeTask(
        tx,
        handler,
        entries.map((entry) => entry.fact),
        ctx.now(),
      );
      if (!task) return;
      taken.task = task;
      const entry = entries.find((candidate) => candidate.fact === task.name);
      if (entry && 'runOutside' in entry) {
        taken.outside = entry;
        return postponeTask(tx, task.id, laterBy(ctx, LEASE_SECONDS));
      }
      if (entry && 'runTogether' in entry) await entry.runTogether(ctx, tx, [factOf(task)]);
      else if (entry) await entry.run(ctx, tx, factOf(task));
      await closeTasks(tx, ctx, [task]);
    });
    const { task, outside } = taken;
    if (task && outside) {
      await outside.runOutside(ctx, factOf(task));
      await ctx.transaction((tx) => closeTasks(tx, ctx, [task]));
    }
    return task !== undefined;
  } catch (error) {
    if (!taken.task) throw error;
    await recordFailure(ctx, taken.task.id, handler, error, taken.outside?.backoffSeconds ?? BACKOFF_SECONDS);
    return true;
  }
}

const laterBy = (ctx: Context, seconds: number): string => new Date(ctx.now().getTime() + seconds * 1000).toISOString();

async function recordFailure(ctx: Context, taskId: string, handler: string, error: unknown, backoff: readonly number[]): Promise<void> {
  const code = codeOf(error);
  await ctx.transaction(async (tx) => {
    const attempts = await countFailure(tx, taskId, code);
    const due = laterBy(ctx, backoff[Math.min(attempts, backoff.length) - 1] ?? 300);
    await postponeTask(tx, taskId, due);
    await tx.execute(sql`select wake(${handler}, ${due})`);
    log('error', 'task.failed', { handler, taskId, attempts, code });
  });
}

/**
 * The sweeper of the queue itself: wakes every handler that has a due task, whether or not its wake-up job survived.
 * @returns the handlers that had something due
 */
export async function sweepTasks(db: Database, now: () => Date = () => new Date()): Promise<string[]> {
  const ctx = contextFor(db, systemActor('sweeper'), now);
  return ctx.transaction(async (tx) => {
    const at = now().toISOString();
    const rows = await tx.execute<{ handler: string } & Record<string, unknown>>(
      sql`select distinct handler from fact_task where state = 'open' and due_at <= ${at}`,
    );
    for (const row of rows) await tx.execute(sql`select wake(${row.handler}, ${at})`);
    return rows.map((row) => row.handler);
  });
}

/**
 * Runs every handler until nothing is due at `now`: what the worker does by jobs, done at once. For the seed, which tells a
 * history with its own clock, and for tests.
 */
export async function drain(db: Database, wiring: readonly Wiring[], now: () => Date): Promise<void> {
  const known = new Set(wiring.map((entry) => entry.handler));
  for (;;) {
    const due = (await dueHandlers(db, now())).filter((handler) => known.has(handler));
    let taken = 0;
    for (const handler of due) taken += await runHandler(db, wiring, handler, now);
    // What is due but stands behind a postponed task of its dossier is taken by nobody now.
    if (taken === 0) return;
  }
}

async function dueHandlers(db: Database, at: Date): Promise<string[]> {
  const rows = await db.execute<{ handler: string }>(sql`select distinct handler from fact_task where state = 'open' and due_at <= ${at.toISOString()}`);
  return rows.map((row) => row.handler);
}
