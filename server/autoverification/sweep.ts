import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { decideAutomatically } from './decide';
import { drawSample } from './draw-sample';
import type { ReadHandovers } from './examine';
import { settledAutomatically } from './sample-store';
import { undecided } from './store';

/** A verdict may be so old before the sweeper asks why nothing was decided on it. */
const GRACE_MS = 30_000;
const MOST = 200;
const DRAWN_AGAIN_MS = 3_600_000;

/** Compares verdicts that qualify with the decisions made, and decisions with effect with the samples drawn: a crash at any point loses neither. */
export async function sweepAutoverification(ctx: Context, readHandovers: ReadHandovers): Promise<{ decisions: number; samples: number }> {
  return ctx.transaction(async (tx) => {
    const decisions = await decideAutomatically(ctx, tx, await undecided(tx, ctx.now(), GRACE_MS, MOST), readHandovers);
    let samples = 0;
    for (const id of await settledAutomatically(tx, new Date(ctx.now().getTime() - DRAWN_AGAIN_MS))) samples += (await drawSample(ctx, tx, id)) ? 1 : 0;
    if (decisions + samples > 0) await append(tx, ctx, { action: 'autoverification.sweep', detail: { decisions, samples } });
    return { decisions, samples };
  });
}
