import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { openTasksOf } from '../platform/open-tasks';
import { forgottenNotices, forgottenSteps } from './step-store';

/** What is younger is under way. */
const GRACE_MS = 30_000;

/** Tells again every rung and every notice that no task looks after any more: a queue that lost them loses nobody who is to be woken. */
export async function sweepSteps(ctx: Context): Promise<number> {
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const before = new Date(now.getTime() - GRACE_MS);
    const forgotten = [
      { name: 'call.step-due' as const, ids: (await forgottenSteps(tx, before)).map(({ id }) => id) },
      { name: 'call.notice-queued' as const, ids: (await forgottenNotices(tx, before)).map(({ id }) => id) },
    ];
    let told = 0;
    for (const { name, ids } of forgotten) {
      const lookedAfter = await openTasksOf(tx, name, ids);
      for (const id of ids.filter((one) => !lookedAfter.has(one))) {
        await tell(tx, { name, dossierId: null, subjectId: id }, now);
        told += 1;
      }
    }
    return told;
  });
}
