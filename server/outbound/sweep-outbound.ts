import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { laneOf } from './control-id';
import { recordDecisionMessage } from './record-decision';
import { recordAvailability, recordReading } from './record-receipt';
import { recordRequest } from './record-request';
import { forgottenMessages, untoldSources } from './store';
import type { OutboundKind, ReceivedMessages } from './types';

/** The name of the sender in server/main/wiring.ts: its open tasks are looked for. */
export const SEND_HANDLER = 'outbound.send';
/** What is younger than that is on its ordinary way. */
const GRACE_MS = 60_000;

/**
 * Compares what was decided, made available and read with what the LIS was told, and what is queued with what the queue
 * knows; mends what it finds and leaves a trace of it.
 * @see contract.md « MLLP out »: never dropped
 */
export async function sweepOutbound(ctx: Context, received: ReceivedMessages): Promise<{ untold: number; forgotten: number }> {
  const before = new Date(ctx.now().getTime() - GRACE_MS);
  const untold = await ctx.transaction((tx) => untoldSources(tx, before));
  for (const { kind, sourceId } of untold) await ctx.transaction((tx) => recordAgain(ctx, tx, received, kind, sourceId));
  return ctx.transaction(async (tx) => {
    const forgotten = await forgottenMessages(tx, SEND_HANDLER, before);
    for (const { id, laboratoryId } of forgotten) await tell(tx, { name: 'outbound.queued', dossierId: laneOf(laboratoryId), subjectId: id }, ctx.now());
    if (untold.length + forgotten.length > 0)
      await append(tx, ctx, { action: 'outbound.sweep', detail: { untold: untold.length, forgotten: forgotten.length } });
    return { untold: untold.length, forgotten: forgotten.length };
  });
}

function recordAgain(ctx: Context, tx: Transaction, received: ReceivedMessages, kind: OutboundKind, sourceId: string): Promise<void> {
  switch (kind) {
    case 'decision':
      return recordDecisionMessage(ctx, tx, received, sourceId);
    case 'availability':
      return recordAvailability(ctx, tx, received, sourceId);
    case 'reading':
      return recordReading(ctx, tx, received, sourceId);
    case 'request':
      return recordRequest(ctx, tx, received, sourceId);
  }
}
