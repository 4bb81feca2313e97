import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { laneOf } from './control-id';
import { recordAmendmentMessage } from './record-amendment';
import { recordCall } from './record-call';
import { recordDecisionMessage } from './record-decision';
import { recordAcknowledgement, recordAvailability, recordReading } from './record-receipt';
import { recordRequest } from './record-request';
import { forgottenMessages } from './store';
import { keepSweepMark, type SweepMark, sweepMark, untoldSources } from './sweep-store';
import type { OutboundKind, ReceivedMessages } from './types';

/** The name of the sender in server/main/wiring.ts: its open tasks are looked for. */
export const SEND_HANDLER = 'outbound.send';
/** What is younger than that is on its ordinary way. */
const GRACE_MS = 60_000;
/** A row may be committed this much later than the instant that it carries. */
const OVERLAP_MS = 3_600_000;
const WHOLE_EVERY_MS = 24 * 3_600_000;
const LIMIT = 500;

/**
 * Compares what was decided, made available, read and announced with what the LIS was told, and what is queued with what the queue
 * knows; mends what it finds and leaves a trace of it. Every minute what is new since the last comparison, with an hour's overlap; once a day, and the first
 * time, everything.
 * @see contract.md « MLLP out »: never dropped
 */
export async function sweepOutbound(ctx: Context, received: ReceivedMessages): Promise<{ untold: number; forgotten: number }> {
  const before = new Date(ctx.now().getTime() - GRACE_MS);
  const mark = await ctx.transaction((tx) => sweepMark(tx));
  const isWhole = !mark || ctx.now().getTime() - mark.wholeAt.getTime() >= WHOLE_EVERY_MS;
  const since = isWhole ? new Date(0) : new Date(mark.comparedUntil.getTime() - OVERLAP_MS);
  const untold = await ctx.transaction((tx) => untoldSources(tx, since, before, LIMIT));
  for (const { kind, sourceId } of untold) await ctx.transaction((tx) => recordAgain(ctx, tx, received, kind, sourceId));
  return ctx.transaction(async (tx) => {
    const forgotten = await forgottenMessages(tx, SEND_HANDLER, before);
    for (const { id, laboratoryId } of forgotten) await tell(tx, { name: 'outbound.queued', dossierId: laneOf(laboratoryId), subjectId: id }, ctx.now());
    if (untold.length + forgotten.length > 0)
      await append(tx, ctx, { action: 'outbound.sweep', detail: { untold: untold.length, forgotten: forgotten.length } });
    // More than one sweep can mend: the next one begins where this one did.
    if (untold.length < LIMIT) await keepSweepMark(tx, markOf(mark, before, isWhole ? ctx.now() : null));
    return { untold: untold.length, forgotten: forgotten.length };
  });
}

const markOf = (mark: SweepMark | undefined, comparedUntil: Date, wholeAt: Date | null): SweepMark => ({
  comparedUntil,
  wholeAt: wholeAt ?? mark?.wholeAt ?? comparedUntil,
});

async function recordAgain(ctx: Context, tx: Transaction, received: ReceivedMessages, kind: OutboundKind, sourceId: string): Promise<void> {
  switch (kind) {
    case 'decision':
      return recordDecisionMessage(ctx, tx, received, sourceId);
    case 'availability':
      return recordAvailability(ctx, tx, received, sourceId);
    case 'reading':
      // Of the two that say « reading », each knows its own.
      await recordReading(ctx, tx, received, sourceId);
      return recordAcknowledgement(ctx, tx, received, sourceId);
    case 'amendment':
      return recordAmendmentMessage(ctx, tx, received, sourceId);
    case 'request':
      return recordRequest(ctx, tx, received, sourceId);
    case 'announcement':
      return recordCall(ctx, tx, received, sourceId);
  }
}
