import { requireAccess } from '../access/require-access';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { append } from './append';
import { WHOLE_TRAIL } from './read-trail';
import { dossiersNumbered, trailOf } from './trail-store';
import type { TraceLine } from './types';

/**
 * Hands out a dossier's whole trail to be kept elsewhere, and traces that it was handed out, to whom and how many lines.
 * The person has proven himself again right before.
 * @see GBUI B-16; product.md decision 7
 */
export async function exportTrail(
  ctx: Context,
  { accessionNumber, proofId }: { accessionNumber: string; proofId: string },
): Promise<Outcome<{ at: Date; lines: TraceLine[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'audit.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const lines = await trailOf(tx, accessionNumber, WHOLE_TRAIL);
    if (lines.length === 0) return refuse('not-found');
    const detail = { lines: lines.length, upTo: lines.at(-1)?.sequence ?? 0, proof: proofId };
    for (const dossierId of await dossiersNumbered(tx, accessionNumber)) await append(tx, ctx, { action: 'audit.export', dossierId, detail });
    return done({ at: ctx.now(), lines });
  });
}
