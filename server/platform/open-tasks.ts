import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { factTask } from '../../db/schema/platform';
import type { FactName } from './facts';

/** Which of these subjects still have an open task for that fact: a sweeper leaves them alone. */
export async function openTasksOf(tx: Transaction, name: FactName, subjectIds: readonly string[]): Promise<Set<string>> {
  if (subjectIds.length === 0) return new Set();
  const rows = await tx
    .select({ subjectId: factTask.subjectId })
    .from(factTask)
    .where(and(eq(factTask.name, name), eq(factTask.state, 'open'), inArray(factTask.subjectId, [...subjectIds])));
  return new Set(rows.map((row) => row.subjectId));
}

/** How many facts were told and not yet handled, by handler; failed ones are among them. */
export async function countOpenTasks(tx: Transaction): Promise<{ handler: string; open: number; failed: number }[]> {
  return tx
    .select({ handler: factTask.handler, open: count(), failed: sql<number>`count(*) filter (where ${factTask.attempts} > 0)::int` })
    .from(factTask)
    .where(eq(factTask.state, 'open'))
    .groupBy(factTask.handler)
    .orderBy(asc(factTask.handler));
}
