import type { Context } from '../platform/context';
import { clearUnseen, raiseAlarm } from '../platform/link-alarms';
import { readForgottenRepairs } from './read-desk';

/**
 * Raises an alarm for everything that waits for a référent longer than its limit, two hours where somebody waits for the result and a day elsewhere, and closes it
 * when it was mended: nothing in quarantine is ever forgotten.
 */
export async function sweepRepair(ctx: Context): Promise<{ forgotten: number }> {
  return ctx.transaction(async (tx) => {
    const at = ctx.now();
    const found = await readForgottenRepairs(tx, at);
    for (const { id, laboratoryId, kind, openedAt } of found) {
      const isMessage = kind === 'quarantined' || kind === 'refused';
      await raiseAlarm(ctx, tx, {
        kind: isMessage ? 'quarantine-forgotten' : 'repair-forgotten',
        laboratoryId,
        subject: id,
        detail: { kind, since: openedAt.toISOString() },
      });
    }
    await clearUnseen(ctx, tx, ['quarantine-forgotten', 'repair-forgotten'], at);
    return { forgotten: found.length };
  });
}
