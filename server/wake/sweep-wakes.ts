import { append } from '../audit/append';
import { readSites } from '../directory/read-directory';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { clearUnseen, raiseAlarm } from '../platform/link-alarms';
import { openTasksOf } from '../platform/open-tasks';
import { endDevices, failedSince, overdue, pastDevices, unpushed } from './store';

/** Younger ones are simply under way. */
const STUCK_MS = 30_000;
const RINGS_FOR_MS = 12 * 3_600_000;

/**
 * Tells again every waking that should have rung and that no task looks after any more, whether by push or by SMS; ends devices whose night is over; rings for
 * whom nothing could wake.
 */
export async function sweepWakes(ctx: Context): Promise<{ told: number; failed: number }> {
  const now = ctx.now();
  const before = new Date(now.getTime() - STUCK_MS);
  return ctx.transaction(async (tx) => {
    let told = 0;
    for (const [name, rows] of [
      ['wake.asked', await unpushed(tx, before)],
      ['wake.overdue', await overdue(tx, before)],
    ] as const) {
      const lookedAfter = await openTasksOf(
        tx,
        name,
        rows.map(({ id }) => id),
      );
      for (const { id } of rows.filter((row) => !lookedAfter.has(row.id))) {
        await tell(tx, { name, dossierId: null, subjectId: id }, now);
        told += 1;
      }
    }
    const past = await pastDevices(tx, now);
    await endDevices(
      tx,
      past.map(({ id }) => id),
      now,
      'night-over',
    );
    for (const { id } of past) await append(tx, ctx, { action: 'wake.end-device', subjectId: id, detail: { why: 'night-over' } });
    const laboratoryOf = new Map((await readSites(tx)).map(({ id, laboratoryId }) => [id, laboratoryId]));
    const failed = await failedSince(tx, new Date(now.getTime() - RINGS_FOR_MS));
    for (const { id, siteId, reason, smsCode, pushCode } of failed)
      await raiseAlarm(ctx, tx, { kind: 'wake-failed', laboratoryId: laboratoryOf.get(siteId) ?? null, subject: id, detail: { reason, smsCode, pushCode } });
    await clearUnseen(ctx, tx, ['wake-failed'], now);
    return { told, failed: failed.length };
  });
}
