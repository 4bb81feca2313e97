import type { Context } from '../platform/context';
import { clearUnseen, raiseAlarm } from '../platform/link-alarms';
import { closeNamedStatuses } from './close-named-statuses';
import { readForgottenRepairs } from './read-desk';

/**
 * Raises an alarm for everything that waits for a référent longer than its limit, one for each thing to mend and not for each dossier that waits for it, and closes it
 * when it was mended: nothing is ever forgotten. Messages in quarantine are the reconciliation's to watch (`quarantine-forgotten`), refused ones are looked at here.
 */
export async function sweepRepair(ctx: Context): Promise<{ forgotten: number }> {
  return ctx.transaction(async (tx) => {
    const at = ctx.now();
    await closeNamedStatuses(ctx, tx);
    const found = await readForgottenRepairs(tx, at);
    for (const { id, laboratoryId, kind, what, waiting, openedAt } of found)
      await raiseAlarm(ctx, tx, {
        kind: 'repair-forgotten',
        laboratoryId,
        subject: id,
        detail: { kind, what, waiting, since: openedAt.toISOString(), itemId: id },
      });
    await clearUnseen(ctx, tx, ['repair-forgotten'], at);
    return { forgotten: found.length };
  });
}
