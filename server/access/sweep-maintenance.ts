import type { Context } from '../platform/context';
import { endMaintenance } from './end-maintenance';
import { windowsOver } from './maintenance-store';

/**
 * Writes closed every window whose time is over, with the technician's session; at the end of its time a window opens nothing even before this ran.
 * @returns how many were closed
 */
export async function sweepMaintenance(ctx: Context): Promise<number> {
  return ctx.transaction(async (tx) => {
    let closed = 0;
    for (const window of await windowsOver(tx, ctx.now())) if (await endMaintenance(ctx, tx, window, 'time-over')) closed += 1;
    return closed;
  });
}
