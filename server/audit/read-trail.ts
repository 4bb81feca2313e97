import { requireAccess } from '../access/require-access';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { newestEvents, trailOf } from './trail-store';
import type { TraceLine, TrailInput } from './types';

const PAGE = 100;
/** More than any dossier has; a trail that reaches it says so. */
export const WHOLE_TRAIL = 5_000;

export interface Trail {
  lines: TraceLine[];
  /** Where to go on; null at the end. */
  next: number | null;
}

/**
 * Answers a dossier's whole trail in order, or the newest events of all, as far as the actor may follow them; the database
 * shows a biologist her own sites only.
 * @see GBUI B-16, IX-2a
 */
export async function readTrail(ctx: Context, { accessionNumber, before }: TrailInput): Promise<Outcome<Trail, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'audit.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (accessionNumber !== null) return done({ lines: await trailOf(tx, accessionNumber, WHOLE_TRAIL), next: null });
    const lines = await newestEvents(tx, before, PAGE + 1);
    return done({ lines: lines.slice(0, PAGE), next: lines.length > PAGE ? (lines[PAGE - 1]?.sequence ?? null) : null });
  });
}
