import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { lockViews, noDefault, saveView, viewsOf } from './view-store';
import type { Filters } from './worklist-filters';

/** More are not found again. */
const MOST = 20;

export interface KeptView {
  /** Null = a new one. */
  viewId: string | null;
  name: string;
  filters: Filters;
  isDefault: boolean;
}

/**
 * Keeps a view of the list under a name of the person's own, in place of the one that she names. One at most comes up by itself. What is searched for is kept too, with
 * her account and never on the device: a shared tablet shows nobody's views but hers. The trace keeps which, never its name or words.
 */
export async function keepView(
  ctx: Context<ProfessionalActor>,
  { viewId, name, filters, isDefault }: KeptView,
): Promise<Outcome<{ viewId: string }, Refusal<'not-found' | 'view-name-taken' | 'too-many-views'>>> {
  const denied = requireAccess(ctx, 'worklist.read');
  if (denied) return denied;
  const { userId } = ctx.actor;
  return ctx.transaction(async (tx) => {
    await lockViews(tx, userId);
    const views = await viewsOf(tx, userId);
    const known = views.find(({ id }) => id === viewId);
    if (viewId !== null && !known) return refuse('not-found');
    if (views.some((view) => view.id !== viewId && view.name === name)) return refuse('view-name-taken');
    if (!known && views.length >= MOST) return refuse('too-many-views');
    if (isDefault) await noDefault(tx, userId);
    const id = known?.id ?? newId();
    await saveView(tx, { id, userId, name, filters, isDefault, position: known?.position ?? (views.at(-1)?.position ?? 0) + 1, changedAt: ctx.now() });
    await append(tx, ctx, { action: 'view.keep', subjectId: id, detail: { isNew: known ? 'no' : 'yes', isDefault: isDefault ? 'yes' : 'no' } });
    return done({ viewId: id });
  });
}
