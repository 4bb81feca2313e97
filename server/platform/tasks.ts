import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import type { Context } from './context';
import type { Fact, FactName } from './facts';

export interface Task extends Record<string, unknown> {
  id: string;
  name: FactName;
  dossierId: string | null;
  subjectId: string;
}

export const factOf = ({ name, dossierId, subjectId }: Task): Fact => ({ name, dossierId, subjectId });

/**
 * The oldest task that may be handled now. A fact told for later (the time to undo a signature) holds back nothing before
 * it is due; once due, it keeps its turn also while it is retried or leased.
 */
export async function takeTask(tx: Transaction, handler: string, names: readonly FactName[], now: Date): Promise<Task | undefined> {
  const listened = sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  );
  const rows = await tx.execute<Task>(sql`
    select id, name, dossier_id as "dossierId", subject_id as "subjectId" from fact_task t
    where handler = ${handler} and name in (${listened}) and state = 'open' and due_at <= ${now.toISOString()}
      and not exists (
        select 1 from fact_task earlier join fact f on f.id = earlier.fact_id
        where earlier.handler = t.handler and earlier.state = 'open' and earlier.id < t.id and earlier.dossier_id = t.dossier_id
          and f.due_at <= ${now.toISOString()})
    order by id limit 1 for update skip locked`);
  return rows[0];
}

/** The oldest tasks that may be handled now, oldest first: several of one dossier only without a gap. One that failed before comes alone. */
export async function takeTasks(tx: Transaction, handler: string, names: readonly FactName[], now: Date, most: number): Promise<Task[]> {
  const rows = await tx.execute<Task>(sql`
    select id, name, dossier_id as "dossierId", subject_id as "subjectId"
    from take_tasks(${handler}, string_to_array(${names.join(',')}, ','), ${now.toISOString()}, ${most})`);
  return [...rows];
}

export async function closeTasks(tx: Transaction, ctx: Context, tasks: readonly Task[]): Promise<void> {
  const ids = tasks.map(({ id }) => id).join(',');
  await tx.execute(sql`update fact_task set state = 'done', done_at = ${ctx.now().toISOString()} where id = any (string_to_array(${ids}, ',')::bigint[])`);
}

export async function postponeTask(tx: Transaction, taskId: string, due: string): Promise<void> {
  await tx.execute(sql`update fact_task set due_at = ${due} where id = ${taskId}`);
}

/** How often the task has failed now. */
export async function countFailure(tx: Transaction, taskId: string, code: string): Promise<number> {
  const rows = await tx.execute<{ attempts: number } & Record<string, unknown>>(
    sql`update fact_task set attempts = attempts + 1, last_error_code = ${code} where id = ${taskId} returning attempts`,
  );
  return rows[0]?.attempts ?? 1;
}
