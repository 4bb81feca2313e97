import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { concludeDossiers, type ReadPriors, type ReadWanted } from './conclude';
import { loadShippedSet } from './load-shipped';
import { unconcluded } from './store';

const GRACE_MS = 30_000;
const MOST = 200;

/**
 * Compares revisions with verdicts: every dossier of the last three days has one on the revision that it stands at. Also gives a laboratory that was added since its rules.
 * @see GBUI I-3b
 */
export async function sweepExpertise(ctx: Context, readPriors: ReadPriors, readWanted: ReadWanted): Promise<{ laboratories: number; verdicts: number }> {
  const laboratories = await loadShippedSet(ctx);
  const verdicts = await ctx.transaction(async (tx) => {
    const open = await unconcluded(tx, new Date(ctx.now().getTime() - GRACE_MS), MOST);
    if (open.length === 0) return 0;
    const made = await concludeDossiers(ctx, tx, open, readPriors, readWanted);
    await append(tx, ctx, { action: 'expertise.sweep', detail: { verdicts: made } });
    return made;
  });
  return { laboratories, verdicts };
}
