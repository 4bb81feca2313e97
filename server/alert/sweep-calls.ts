import type { Context } from '../platform/context';
import { clearUnseen, raiseAlarm } from '../platform/link-alarms';
import { followCalls } from './follow-calls';
import { loadStartingPolicy } from './load-policy';
import { overdueCalls, unreviewedSince } from './store';
import { sweepSteps } from './sweep-steps';

/** A fact is heard within moments: what is older has been missed. */
const HEARD_WITHIN_MS = 30_000;
const LOOK_BACK_MS = 24 * 3_600_000;

/**
 * Compares intents with outcomes: every decision that took effect was looked at, every rung whose hour has come was taken and every person told, whatever became of the facts; every call
 * that is overdue rings until it is closed. A laboratory that was added since gets its policy to approve.
 * @see pain point 6; GBUI I-3b
 */
export async function sweepCalls(ctx: Context): Promise<{ overdue: number; steps: number }> {
  await loadStartingPolicy(ctx);
  const steps = await sweepSteps(ctx);
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const missed = await unreviewedSince(tx, new Date(now.getTime() - LOOK_BACK_MS), new Date(now.getTime() - HEARD_WITHIN_MS));
    for (const dossierId of missed) await followCalls(ctx, tx, dossierId);
    const overdue = await overdueCalls(tx, now);
    for (const { id, laboratoryId, accessionNumber, dueAt } of overdue)
      await raiseAlarm(ctx, tx, { kind: 'call-overdue', laboratoryId, subject: id, detail: { accessionNumber, due: dueAt.toISOString() } });
    await clearUnseen(ctx, tx, ['call-overdue'], now);
    return { overdue: overdue.length, steps };
  });
}
