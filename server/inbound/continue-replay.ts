import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { codeOf } from '../platform/fault';
import { announce } from '../platform/live';
import { log } from '../platform/log';
import { openTasksOf } from '../platform/open-tasks';
import { carryInAgain } from './carry-in-again';
import { advanceBatch, lockReplay, nextMessages, noteReplay, runningBatchIds } from './replay-store';

/** As many as leave the worker free for what comes meanwhile. */
const AT_ONCE = 20;

/**
 * Carries the next messages of a period in again and tells itself to go on; stops where a person stopped it. What has been carried in is counted in the same transaction, so that a death
 * in between counts nothing twice. One message that fails is left as it was, and holds up none of the others.
 */
export async function continueReplay(ctx: Context, tx: Transaction, batchId: string): Promise<void> {
  const batch = await lockReplay(tx, batchId);
  if (batch?.state !== 'running') return;
  const ids = await nextMessages(tx, batchId, batch.done, AT_ONCE);
  let wentIn = 0;
  for (const id of ids) if (await attempt(ctx, tx, id)) wentIn += 1;
  const done = batch.done + ids.length;
  const isOver = done >= batch.total || ids.length === 0;
  await advanceBatch(tx, batchId, { done, wentIn: batch.wentIn + wentIn, ...(isOver ? { state: 'done', endedAt: ctx.now() } : {}) });
  if (isOver) await append(tx, ctx, { action: 'inbound.replay-end', subjectId: batchId, detail: { total: batch.total, in: batch.wentIn + wentIn } });
  else await tell(tx, { name: 'replay.continued', dossierId: null, subjectId: batchId }, ctx.now());
  await announce(tx, 'exchanges', batch.laboratoryId ?? 'none');
}

async function attempt(ctx: Context, tx: Transaction, id: string): Promise<boolean> {
  try {
    return await tx.transaction(async (inner) => {
      await noteReplay(inner, id, ctx.now());
      return carryInAgain(ctx, inner, id);
    });
  } catch (error) {
    log('error', 'replay.failed', { message: id, code: codeOf(error) });
    return false;
  }
}

/** A period that is under way and that no open task goes on with is taken up again. */
export async function sweepReplays(ctx: Context): Promise<{ batches: number }> {
  return ctx.transaction(async (tx) => {
    const ids = await runningBatchIds(tx);
    const heard = await openTasksOf(tx, 'replay.continued', ids);
    const unheard = ids.filter((id) => !heard.has(id));
    for (const id of unheard) await tell(tx, { name: 'replay.continued', dossierId: null, subjectId: id }, ctx.now());
    if (unheard.length > 0) await append(tx, ctx, { action: 'inbound.sweep', detail: { messages: unheard.length } });
    return { batches: unheard.length };
  });
}
