import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { orderKeyOf } from './reception-trace';
import { unheardMessages } from './store';

/**
 * Compares what was acknowledged with what was carried into dossiers: a stored message without an open task is told again.
 * @see pain point 15; GBUI VII-3.2e
 */
export async function sweepInbound(ctx: Context): Promise<{ messages: number }> {
  return ctx.transaction(async (tx) => {
    const rows = await unheardMessages(tx);
    for (const row of rows) {
      await tell(tx, { name: 'message.stored', dossierId: orderKeyOf(row), subjectId: row.id }, ctx.now());
    }
    if (rows.length > 0) await append(tx, ctx, { action: 'inbound.sweep', detail: { messages: rows.length } });
    return { messages: rows.length };
  });
}
