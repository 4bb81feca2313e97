import { and, eq, inArray } from 'drizzle-orm';
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
