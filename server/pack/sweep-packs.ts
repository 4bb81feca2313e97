import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { endPackRow, pastPacks } from './store';

/** Ends packs whose time is over and says so in the trace: what their tablets still hold, they have emptied by their own clocks. */
export async function sweepPacks(ctx: Context): Promise<{ ended: number }> {
  return ctx.transaction(async (tx) => {
    const past = await pastPacks(tx, ctx.now());
    for (const { id, expiresAt, lastContactAt } of past) {
      if (!(await endPackRow(tx, id, { at: expiresAt, why: 'expired', by: null }))) continue;
      await append(tx, ctx, { action: 'pack.end', subjectId: id, detail: { why: 'expired', lastContactAt: lastContactAt.toISOString() } });
    }
    return { ended: past.length };
  });
}
