import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { type ViewRow, viewsOf } from './view-store';
import { type Filters, filtersSchema } from './worklist-filters';

export interface View {
  id: string;
  name: string;
  filters: Filters;
  isDefault: boolean;
}

/** The views of the list that this person keeps, in her order; another's are not there. One that this version of the list does not understand any more is left out. */
export const readViews = (ctx: Context<ProfessionalActor>): Promise<View[]> =>
  ctx.transaction(async (tx) => (await viewsOf(tx, ctx.actor.userId)).flatMap(viewOf));

function viewOf({ id, name, filters, isDefault }: ViewRow): View[] {
  const known = filtersSchema.safeParse(filters);
  return known.success ? [{ id, name, filters: known.data, isDefault }] : [];
}
