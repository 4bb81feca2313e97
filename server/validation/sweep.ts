import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { GONE_AFTER_MS } from './presence-rules';
import { removeUnseen } from './presence-store';
import { projectWorklists } from './project-worklist';
import { overdueDecisions, STALE_AT_ONCE, saveSweepState, staleProjections, sweepState } from './store';
import { sweepBatches } from './sweep-batches';
import { sweepReminders } from './sweep-reminders';
import { sweepRequests } from './sweep-requests';

/** A signed decision may be late by this much before the sweeper asks why. */
const GRACE_MS = 5_000;
/** Every line is compared this often, whether its dossier was touched or not. */
const WHOLE_EVERY_MS = 86_400_000;
/** Longer than any transaction that touches a dossier takes to commit. */
const MARGIN_MS = 600_000;

/**
 * Compares intents with outcomes: every revised dossier has its line in the worklist, every signed decision takes effect
 * when its time has come. Mends what it finds and leaves a trace of it.
 * @see GBUI I-3b; pain point 5
 */
export async function sweepValidation(ctx: Context): Promise<{ projections: number; decisions: number }> {
  return ctx.transaction(async (tx) => {
    const stale = await sweepProjections(ctx, tx);
    const overdue = await overdueDecisions(tx, new Date(ctx.now().getTime() - GRACE_MS));
    for (const decision of overdue) await tell(tx, { name: 'decision.signed', dossierId: decision.dossierId, subjectId: decision.id }, ctx.now());
    await sweepRequests(ctx, tx);
    await sweepReminders(ctx, tx);
    await sweepBatches(ctx, tx);
    await removeUnseen(tx, new Date(ctx.now().getTime() - GONE_AFTER_MS));
    if (stale.length + overdue.length > 0)
      await append(tx, ctx, { action: 'validation.sweep', detail: { projections: stale.length, decisions: overdue.length } });
    return { projections: stale.length, decisions: overdue.length };
  });
}

/** Looks at what was touched since the last time that all was well, and once a day at everything: a hundred thousand dossiers are not read each minute. */
async function sweepProjections(ctx: Context, tx: Transaction): Promise<string[]> {
  const now = ctx.now();
  const state = await sweepState(tx);
  const isWhole = state === null || now.getTime() - state.wholeAt.getTime() >= WHOLE_EVERY_MS;
  const stale = await staleProjections(tx, isWhole ? null : new Date(state.cleanUntil.getTime() - MARGIN_MS));
  await projectWorklists(ctx, tx, stale);
  if (stale.length < STALE_AT_ONCE) await saveSweepState(tx, { cleanUntil: now, wholeAt: isWhole ? now : state.wholeAt });
  return stale;
}
