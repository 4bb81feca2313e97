import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { closeAdvice, expired } from './store';

/** Each minute: ends the questions that nobody answered in time; the colleague sees them no more, and the card says so. */
export async function sweepAdvice(ctx: Context): Promise<{ expired: number }> {
  return ctx.transaction(async (tx) => {
    const rows = await expired(tx, ctx.now());
    for (const { id, dossierId, patientId, siteId } of rows) {
      if (!(await closeAdvice(tx, id, { state: 'expired' }))) continue;
      await append(tx, ctx, { action: 'advice.answer', dossierId, patientId, subjectId: id, detail: { state: 'expired' } });
      await announce(tx, 'worklist', siteId);
    }
    return { expired: rows.length };
  });
}
