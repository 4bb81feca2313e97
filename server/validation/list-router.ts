import { z } from 'zod';
import { professional, router } from '../api/procedure';
import { unwrap } from '../api/refusal';
import { bePresent } from './be-present';
import { dropView } from './drop-view';
import { keepView } from './keep-view';
import { leaveDossier } from './leave-dossier';
import { orderViews } from './order-views';
import { readPresences } from './read-presences';
import { readViews } from './read-views';
import { filtersSchema } from './worklist-filters';

const dossier = z.object({ dossierId: z.uuid() });
const view = z.object({ id: z.string(), name: z.string(), filters: filtersSchema, isDefault: z.boolean() });

/** What belongs to the list and decides nothing: each person's views, and who has what open. */
export const listRouter = router({
  views: professional('worklist.read')
    .input(z.void())
    .output(z.array(view))
    .query(({ ctx }) => readViews(ctx.useCase)),

  keepView: professional('worklist.read')
    .input(z.object({ viewId: z.uuid().nullable(), name: z.string().trim().min(1).max(60), filters: filtersSchema, isDefault: z.boolean() }))
    .output(z.object({ viewId: z.string() }))
    .mutation(async ({ ctx, input }) => unwrap(await keepView(ctx.useCase, input))),

  dropView: professional('worklist.read')
    .input(z.object({ viewId: z.uuid() }))
    .output(z.object({ viewId: z.string() }))
    .mutation(async ({ ctx, input }) => unwrap(await dropView(ctx.useCase, input))),

  orderViews: professional('worklist.read')
    .input(z.object({ viewIds: z.array(z.uuid()).max(50) }))
    .output(z.object({ views: z.number() }))
    .mutation(async ({ ctx, input }) => unwrap(await orderViews(ctx.useCase, input))),

  presences: professional('worklist.read')
    .input(z.void())
    .output(z.array(z.object({ dossierId: z.string(), name: z.string(), since: z.date() })))
    .query(({ ctx }) => readPresences(ctx.useCase)),

  /** Every fifteen seconds while a dossier is on the screen. */
  present: professional('worklist.read')
    .input(dossier.extend({ takes: z.boolean() }))
    .output(z.object({ holder: z.object({ name: z.string(), since: z.date(), hasTaken: z.boolean() }).nullable() }))
    .mutation(async ({ ctx, input }) => unwrap(await bePresent(ctx.useCase, input))),

  leave: professional('worklist.read')
    .input(dossier)
    .output(z.object({ left: z.boolean() }))
    .mutation(({ ctx, input }) => leaveDossier(ctx.useCase, input)),
});
