import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { endAcceptanceRow, findAcceptance, lockAlone } from './store';

/** Ends an acceptance at once, one's own or a colleague's of the site; ending it twice ends it once. What was decided and had not left is kept for a person. */
export async function endAcceptance(
  ctx: Context<ProfessionalActor>,
  input: { acceptanceId: string },
): Promise<Outcome<{ endedAt: Date }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'autoverification.accept');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    await lockAlone(tx);
    const known = await findAcceptance(tx, input.acceptanceId);
    if (!known || (known.userId !== ctx.actor.userId && !known.siteIds.some((id) => ctx.actor.siteIds.includes(id)))) return refuse('not-found');
    if (known.endedAt) return done({ endedAt: known.endedAt });
    const endedAt = ctx.now();
    await endAcceptanceRow(tx, known.id, ctx.actor, endedAt);
    await append(tx, ctx, { action: 'autoverification.end', subjectId: known.id, detail: { isOwn: known.userId === ctx.actor.userId } });
    return done({ endedAt });
  });
}
