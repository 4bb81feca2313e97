import { sql } from 'drizzle-orm';
import type { Context } from './context';
import { log } from './log';

/** How long what was done stays readable for whoever looks for what happened. */
export const KEPT_DAYS = 30;
/** Of each kind, in one pass: the oldest ones, so that a pass is short however much there is. */
const MOST_AT_ONCE = 5_000;

export interface Swept {
  tasks: number;
  facts: number;
  jobs: number;
}

/**
 * Takes away tasks that were done more than thirty days ago, facts of that age that no task refers to any more, and wake-ups that the queue gave up: they are notes of work, not records; what was
 * done stands in the rows of the rooms and in the audit. Never an open task, however old, nor the fact behind it. Whoever compares intents with outcomes looks at open tasks, and at rows.
 */
export async function sweepDoneTasks(ctx: Context): Promise<Swept> {
  const before = new Date(ctx.now().getTime() - KEPT_DAYS * 86_400_000).toISOString();
  return ctx.transaction(async (tx) => {
    const removed = async (statement: ReturnType<typeof sql>) => [...(await tx.execute(statement))].length;
    const tasks = await removed(sql`
      delete from fact_task where id in (select id from (select id, state, done_at from fact_task order by id limit ${MOST_AT_ONCE}) oldest
        where state = 'done' and done_at < ${before}) returning 1`);
    const facts = await removed(sql`
      delete from fact where id in (select id from (select id, told_at, due_at from fact order by id limit ${MOST_AT_ONCE}) oldest
        where told_at < ${before} and due_at < ${before} and not exists (select 1 from fact_task t where t.fact_id = oldest.id)) returning 1`);
    const jobs = await removed(sql`
      delete from graphile_worker._private_jobs where id in (select id from graphile_worker._private_jobs
        where attempts >= max_attempts and locked_at is null and run_at < ${before} order by id limit ${MOST_AT_ONCE}) returning 1`);
    if (tasks + facts + jobs > 0) log('info', 'tasks.swept', { tasks, facts, jobs });
    return { tasks, facts, jobs };
  });
}
