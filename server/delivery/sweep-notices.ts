import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { openTasksOf } from '../platform/open-tasks';
import { readReleasedReport } from '../report/read-released';
import { openNotices } from './store';

/** A notice that is younger is simply under way. */
const STUCK_AFTER_MS = 5 * 60_000;

/**
 * Tells again every notice that should have left and that no task looks after any more; a notice with an open task is left to it.
 * @returns how many were told
 */
export async function sweepNotices(ctx: Context): Promise<number> {
  return ctx.transaction(async (tx) => {
    const open = await openNotices(tx, new Date(ctx.now().getTime() - STUCK_AFTER_MS));
    const lookedAfter = await openTasksOf(
      tx,
      'notice.requested',
      open.map((notice) => notice.id),
    );
    const stuck = open.filter((notice) => !lookedAfter.has(notice.id));
    for (const notice of stuck) {
      const report = await readReleasedReport(tx, notice.reportId);
      await tell(tx, { name: 'notice.requested', dossierId: report?.dossierId ?? null, subjectId: notice.id }, ctx.now());
    }
    return stuck.length;
  });
}
