import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/client';
import { systemActor } from './actor';
import { type Context, contextFor } from './context';
import type { Fact, FactName } from './facts';
import { codeOf } from './fault';
import { log } from './log';

/** A listener: called at least once per fact, in a transaction of its own that also closes the task. */
export type FactHandler = (ctx: Context, tx: Transaction, fact: Fact) => Promise<void>;

/**
 * A listener that speaks to the outside: called without a transaction, at least once, after its task was leased; a crash in
 * between lets the lease run out and the task come again. Throws a `Fault` to be tried later.
 */
export type OutsideHandler = (ctx: Context, fact: Fact) => Promise<void>;

interface WiringOf {
  fact: FactName;
  /** Stable: open tasks in the database carry it. One handler may listen to several facts. */
  handler: string;
}

export type Wiring = (WiringOf & { run: FactHandler }) | (WiringOf & { runOutside: OutsideHandler; backoffSeconds?: readonly number[] });

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
      await tx.execute(sql`insert into fact_subscription (name, handler) values (${entry.fact}, ${entry.handler}) on conflict do nothing`);
    }
  });
}

/**
 * Handles up to 100 due tasks of one handler, each in its own transaction, oldest first and in order per dossier: a task
 * waits while an earlier one of the same dossier is open. A failure is counted, retried later and never blocks another dossier.
 * @returns how many tasks were taken, failures included
 */
export async function runHandler(db: Database, wiring: readonly Wiring[], handler: string, now: () => Date = () => new Date()): Promise<number> {
  const entries = wiring.filter((entry) => entry.handler === handler);
  if (entries.length === 0) return 0;
  const ctx = contextFor(db, systemActor(handler), now);
  let taken = 0;
  while (taken < BATCH && (await runOne(ctx, entries, handler))) taken += 1;
  return taken;
}

async function runOne(ctx: Context, entries: readonly Wiring[], handler: string): Promise<boolean> {
  const taken: { task?: TaskRow; outside?: Extract<Wiring, { runOutside: OutsideHandler }> } = {};
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
      if (entry) await entry.run(ctx, tx, factOf(entry.fact, task));
      await closeTask(tx, ctx, task.id);
    });
    const { task, outside } = taken;
    if (task && outside) {
      await outside.runOutside(ctx, factOf(outside.fact, task));
      await ctx.transaction((tx) => closeTask(tx, ctx, task.id));
    }
    return task !== undefined;
  } catch (error) {
    if (!taken.task) throw error;
    await recordFailure(ctx, taken.task.id, handler, error, taken.outside?.backoffSeconds ?? BACKOFF_SECONDS);
    return true;
  }
}

interface TaskRow extends Record<string, unknown> {
  id: string;
  name: string;
  dossierId: string | null;
  subjectId: string;
}

/**
 * The oldest task that may be handled now. A fact told for later (the time to undo a signature) holds back nothing before
 * it is due; once due, it keeps its turn also while it is retried or leased.
 */
async function takeTask(tx: Transaction, handler: string, names: readonly FactName[], now: Date): Promise<TaskRow | undefined> {
  const listened = sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  );
  const rows = await tx.execute<TaskRow>(sql`
    select id, name, dossier_id as "dossierId", subject_id as "subjectId" from fact_task t
    where handler = ${handler} and name in (${listened}) and state = 'open' and due_at <= ${now.toISOString()}
      and not exists (
        select 1 from fact_task earlier join fact f on f.id = earlier.fact_id
        where earlier.handler = t.handler and earlier.state = 'open' and earlier.id < t.id and earlier.dossier_id = t.dossier_id
          and f.due_at <= ${now.toISOString()})
    order by id limit 1 for update skip locked`);
  return rows[0];
}

const factOf = (name: FactName, task: TaskRow): Fact => ({ name, dossierId: task.dossierId, subjectId: task.subjectId });

const laterBy = (ctx: Context, seconds: number): string => new Date(ctx.now().getTime() + seconds * 1000).toISOString();

async function closeTask(tx: Transaction, ctx: Context, taskId: string): Promise<void> {
  await tx.execute(sql`update fact_task set state = 'done', done_at = ${ctx.now().toISOString()} where id = ${taskId}`);
}

async function postponeTask(tx: Transaction, taskId: string, due: string): Promise<void> {
  await tx.execute(sql`update fact_task set due_at = ${due} where id = ${taskId}`);
}

async function recordFailure(ctx: Context, taskId: string, handler: string, error: unknown, backoff: readonly number[]): Promise<void> {
  const code = codeOf(error);
  await ctx.transaction(async (tx) => {
    const rows = await tx.execute<{ attempts: number } & Record<string, unknown>>(
      sql`update fact_task set attempts = attempts + 1, last_error_code = ${code} where id = ${taskId} returning attempts`,
    );
    const attempts = rows[0]?.attempts ?? 1;
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
