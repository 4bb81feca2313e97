import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { unreportedDecisions } from './store';

/** Tells again every effective validation that the report never heard of; composing then decides whether a version is due. */
export async function sweepReports(ctx: Context): Promise<{ decisions: number }> {
  return ctx.transaction(async (tx) => {
    const rows = await unreportedDecisions(tx);
    for (const row of rows) await tell(tx, { name: 'validation.decided', dossierId: row.dossierId, subjectId: row.id }, ctx.now());
    if (rows.length > 0) await append(tx, ctx, { action: 'report.sweep', detail: { decisions: rows.length } });
    return { decisions: rows.length };
  });
}
