import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { deleteView } from './view-store';

/** Takes away a view of the person's own; another's does not exist. */
export async function dropView(ctx: Context<ProfessionalActor>, { viewId }: { viewId: string }): Promise<Outcome<{ viewId: string }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'worklist.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await deleteView(tx, ctx.actor.userId, viewId))) return refuse('not-found');
    await append(tx, ctx, { action: 'view.drop', subjectId: viewId, detail: {} });
    return done({ viewId });
  });
}
