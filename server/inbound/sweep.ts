import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { orderKeyOf, receptionTrace } from './reception-trace';
import { unheardMessages } from './store';

/** What follows a reception follows within moments; a message that is younger than that is left to its own process. */
const FOLLOWED_WITHIN_MS = 10_000;

/**
 * Compares what was acknowledged with what was carried into dossiers: a stored message without an open task, because its process died between the two,
 * gets its trace and its task.
 * @param within 0 where no other process is receiving
 * @see pain point 15; GBUI VII-3.2e
 */
export async function sweepInbound(ctx: Context, within = FOLLOWED_WITHIN_MS): Promise<{ messages: number }> {
  return ctx.transaction(async (tx) => {
    const rows = await unheardMessages(tx, new Date(ctx.now().getTime() - within));
    for (const row of rows) {
      await append(tx, ctx, receptionTrace(row));
      await tell(tx, { name: 'message.stored', dossierId: orderKeyOf(row), subjectId: row.id }, ctx.now());
    }
    if (rows.length > 0) await append(tx, ctx, { action: 'inbound.sweep', detail: { messages: rows.length } });
    return { messages: rows.length };
  });
}
