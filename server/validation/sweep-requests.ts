import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { clearUnseen, raiseAlarm } from '../platform/link-alarms';
import { isLateRequest, SOONEST_LATE_MS } from './request-rules';
import { openRequestsBefore } from './request-store';

/** Rings for every request that the laboratory has left without an answer for too long, and stops when it is over. */
export async function sweepRequests(ctx: Context, tx: Transaction): Promise<number> {
  const now = ctx.now();
  const late = (await openRequestsBefore(tx, new Date(now.getTime() - SOONEST_LATE_MS))).filter((request) => isLateRequest(request, now));
  for (const { id, laboratoryId, accessionNumber, kind, effectiveAt } of late)
    await raiseAlarm(ctx, tx, { kind: 'request-late', laboratoryId, subject: id, detail: { accessionNumber, kind, since: effectiveAt.toISOString() } });
  await clearUnseen(ctx, tx, ['request-late'], now);
  return late.length;
}
