import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { endMaintenance } from './end-maintenance';
import { stateOfWindow } from './maintenance-rules';
import { lockWindow } from './maintenance-store';
import { requireAccess } from './require-access';

/** Closes a running window at once, or withdraws an asking: a biologist, an administrator, or its own technician. What is closed stays closed. */
export async function closeMaintenance(
  ctx: Context<ProfessionalActor>,
  { windowId }: { windowId: string },
): Promise<Outcome<{ windowId: string }, Refusal<'not-found' | 'maintenance-decided'>>> {
  const denied = requireAccess(ctx, 'maintenance.close');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const window = await lockWindow(tx, windowId);
    if (!window) return refuse('not-found');
    const state = stateOfWindow(window, ctx.now());
    if (state === 'closed') return refuse('maintenance-decided');
    const isTechnician = window.technicianId === ctx.actor.userId;
    await endMaintenance(ctx, tx, window, state === 'open' ? (isTechnician ? 'technician-left' : 'closed') : 'withdrawn');
    return done({ windowId });
  });
}
