import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { lockViews, moveView, viewsOf } from './view-store';

/** Puts the person's views in this order; those that she does not name come after, as they stood. */
export async function orderViews(
  ctx: Context<ProfessionalActor>,
  { viewIds }: { viewIds: string[] },
): Promise<Outcome<{ views: number }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'worklist.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    await lockViews(tx, ctx.actor.userId);
    const views = await viewsOf(tx, ctx.actor.userId);
    const place = (id: string) => (viewIds.includes(id) ? viewIds.indexOf(id) : viewIds.length);
    const ordered = [...views].sort((a, b) => place(a.id) - place(b.id));
    for (const [position, { id }] of ordered.entries()) await moveView(tx, id, position);
    await append(tx, ctx, { action: 'view.order', detail: { views: views.length } });
    return done({ views: views.length });
  });
}
