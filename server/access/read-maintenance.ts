import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { stateOfWindow, type WindowState } from './maintenance-rules';
import { commandsOf, maintainers, type WindowLine, windowLines } from './maintenance-store';
import { requireAccess } from './require-access';
import { openMaintenanceOf } from './store';

const NEWEST = 100;

export type ToldWindow = WindowLine & { state: WindowState };

/** Every window that the actor may see, newest first; a technician sees his own (row-level policy). */
export async function readMaintenance(ctx: Context<ProfessionalActor>): Promise<Outcome<{ at: Date; windows: ToldWindow[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'maintenance.read');
  if (denied) return denied;
  const at = ctx.now();
  return ctx.transaction(async (tx) =>
    done({ at, windows: (await windowLines(tx, NEWEST)).map((window) => ({ ...window, state: stateOfWindow(window, at) })) }),
  );
}

/** Whom a window can be opened for. */
export async function readMaintainers(ctx: Context<ProfessionalActor>): Promise<Outcome<{ id: string; name: string }[], Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'maintenance.open');
  if (denied) return denied;
  return ctx.transaction(async (tx) => done(await maintainers(tx, ctx.now())));
}

/**
 * One window with everything that was done in it: the sheet of the intervention.
 * @see GBUI II-5d
 */
export async function readWindow(ctx: Context<ProfessionalActor>, windowId: string) {
  const denied = requireAccess(ctx, 'maintenance.read');
  if (denied) return denied;
  const at = ctx.now();
  return ctx.transaction(async (tx) => {
    const [window] = await windowLines(tx, 1, windowId);
    if (!window) return refuse('not-found');
    return done({ at, window: { ...window, state: stateOfWindow(window, at) }, commands: await commandsOf(tx, windowId) });
  });
}

/** The technician's own open window: what his console works in. */
export async function readOwnWindow(ctx: Context<ProfessionalActor>) {
  const denied = requireAccess(ctx, 'maintenance.run');
  if (denied) return denied;
  const at = ctx.now();
  return ctx.transaction(async (tx) => {
    const open = await openMaintenanceOf(tx, ctx.actor.userId, at);
    const [window] = open ? await windowLines(tx, 1, open.windowId) : [];
    if (!window) return refuse('not-found');
    return done({ at, windowId: window.id, reference: window.reference, closesAt: window.closesAt ?? at });
  });
}
