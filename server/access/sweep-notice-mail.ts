import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { openTasksOf } from '../platform/open-tasks';
import { unmailed } from './notice-store';

/** A notice that is younger is simply under way; one that is older than a week is read on the page. */
const STUCK_AFTER_MS = 2 * 60_000;
const WORTH_A_MAIL_MS = 7 * 24 * 3_600_000;

/**
 * Compares notices with mails: tells again every one whose mails are not settled and that no task looks after any more.
 * @returns how many were told
 */
export async function sweepNoticeMail(ctx: Context): Promise<number> {
  const now = ctx.now().getTime();
  return ctx.transaction(async (tx) => {
    const open = await unmailed(tx, new Date(now - WORTH_A_MAIL_MS), new Date(now - STUCK_AFTER_MS));
    const lookedAfter = await openTasksOf(tx, 'security.told', open);
    const stuck = open.filter((id) => !lookedAfter.has(id));
    for (const id of stuck) await tell(tx, { name: 'security.told', dossierId: null, subjectId: id }, ctx.now());
    return stuck.length;
  });
}
