import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { type ReviewedAccess, readForReview } from './list-break-glass';

/** Hands out the register of emergencies, for the ordinal authority, and traces that it was handed out, to whom and how many lines. */
export async function exportBreakGlass(
  ctx: Context<ProfessionalActor>,
  proofId: string,
): Promise<Outcome<{ at: Date; accesses: ReviewedAccess[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'breakglass.review');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const accesses = await readForReview(tx, ctx.now());
    await append(tx, ctx, { action: 'breakglass.export', detail: { lines: accesses.length, proofId } });
    return done({ at: ctx.now(), accesses });
  });
}
