import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { projectWorklists } from './project-worklist';
import { overdueDecisions, staleProjections } from './store';
import { sweepReminders } from './sweep-reminders';
import { sweepRequests } from './sweep-requests';

/** A signed decision may be late by this much before the sweeper asks why. */
const GRACE_MS = 5_000;

/**
 * Compares intents with outcomes: every revised dossier has its line in the worklist, every signed decision takes effect
 * when its time has come. Mends what it finds and leaves a trace of it.
 * @see GBUI I-3b; pain point 5
 */
export async function sweepValidation(ctx: Context): Promise<{ projections: number; decisions: number }> {
  return ctx.transaction(async (tx) => {
    const stale = await staleProjections(tx);
    await projectWorklists(ctx, tx, stale);
    const overdue = await overdueDecisions(tx, new Date(ctx.now().getTime() - GRACE_MS));
    for (const decision of overdue) await tell(tx, { name: 'decision.signed', dossierId: decision.dossierId, subjectId: decision.id }, ctx.now());
    await sweepRequests(ctx, tx);
    await sweepReminders(ctx, tx);
    if (stale.length + overdue.length > 0)
      await append(tx, ctx, { action: 'validation.sweep', detail: { projections: stale.length, decisions: overdue.length } });
    return { projections: stale.length, decisions: overdue.length };
  });
}
