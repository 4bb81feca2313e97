import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { followActivities } from './follow-activity';
import { differingActivity } from './source-store';

const LOOK_BACK_MS = 2 * 86_400_000;
/** What is younger than that is on its ordinary way. */
const GRACE_MS = 60_000;

/** Compares the activity of the last two days with its sources; mends what differs and leaves a trace of it. */
export async function sweepActivity(ctx: Context): Promise<{ mended: number }> {
  return ctx.transaction(async (tx) => {
    const now = ctx.now().getTime();
    const differing = await differingActivity(tx, new Date(now - LOOK_BACK_MS), new Date(now - GRACE_MS));
    await followActivities(tx, new Set(differing));
    if (differing.length > 0) await append(tx, ctx, { action: 'statistics.sweep', detail: { mended: differing.length } });
    return { mended: differing.length };
  });
}
