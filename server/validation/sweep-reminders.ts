import type { Transaction } from '../../db/client';
import { readOpenedSince } from '../audit/read-opened';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { clearUnseen, raiseAlarm } from '../platform/link-alarms';
import { UNLOOKED_MS } from './rules';
import { overdueReminders, remindedBefore } from './store';

/** A reminder may be late by this much before the sweeper asks why. */
const GRACE_MS = 30_000;

/** Brings back what should have come back by itself, and rings for each hold that came back and whose dossier nobody has opened since. */
export async function sweepReminders(ctx: Context, tx: Transaction): Promise<number> {
  const now = ctx.now();
  const overdue = await overdueReminders(tx, new Date(now.getTime() - GRACE_MS));
  for (const { id, dossierId } of overdue) await tell(tx, { name: 'hold.reminded', dossierId, subjectId: id }, now);
  for (const { id, dossierId, laboratoryId, accessionNumber, remindedAt } of await remindedBefore(tx, new Date(now.getTime() - UNLOOKED_MS))) {
    if (remindedAt === null || (await readOpenedSince(tx, dossierId, remindedAt))) continue;
    await raiseAlarm(ctx, tx, { kind: 'hold-forgotten', laboratoryId, subject: id, detail: { accessionNumber, since: remindedAt.toISOString() } });
  }
  await clearUnseen(ctx, tx, ['hold-forgotten'], now);
  return overdue.length;
}
