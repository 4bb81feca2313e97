import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { orderKeyOf, type ReceivedRow, receptionTrace } from './reception-trace';
import { lockFollowUp, tracedAmong, unheardMessages } from './store';

/** What follows a reception follows within moments; a message that is younger than that is left to its own process. */
export const FOLLOWED_WITHIN_MS = 10_000;

/**
 * Compares what was acknowledged with what was carried into dossiers: a stored message without an open task, because its process died between the two,
 * gets its task, and its trace if it has none.
 * @param within 0 where no other process is receiving
 * @see pain point 15; GBUI VII-3.2e
 */
export async function sweepInbound(ctx: Context, within = FOLLOWED_WITHIN_MS): Promise<{ messages: number }> {
  return ctx.transaction(async (tx) => {
    await lockFollowUp(tx);
    const rows = await unheardMessages(tx, new Date(ctx.now().getTime() - within));
    const traced = await tracedAmong(
      tx,
      rows.map(({ id }) => id),
    );
    for (const row of rows) {
      if (!traced.has(row.id)) await append(tx, ctx, receptionTrace(row));
      await tell(tx, { name: 'message.stored', dossierId: orderKeyOf(row), subjectId: row.id }, ctx.now());
    }
    if (rows.length > 0) await append(tx, ctx, { action: 'inbound.sweep', detail: { messages: rows.length } });
    return { messages: rows.length };
  });
}

/**
 * Follows messages of which nobody knows any more whether they were followed: what had been done without its process hearing of it, and what the sweeper did meanwhile, is
 * not done twice. The trace says it, which is made with fact and task or not at all.
 */
export async function followDoubtful(ctx: Context, rows: readonly ReceivedRow[]): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockFollowUp(tx);
    const each = new Map(rows.map((row) => [row.id, row]));
    const traced = await tracedAmong(tx, [...each.keys()]);
    for (const row of each.values()) {
      if (traced.has(row.id)) continue;
      await append(tx, ctx, receptionTrace(row));
      await tell(tx, { name: 'message.stored', dossierId: orderKeyOf(row), subjectId: row.id }, ctx.now());
    }
  });
}
