import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { type CloseReason, closeWindow, type WindowRow } from './maintenance-store';
import { announceMaintenance } from './maintenance-voice';
import { revokeSessionsOf } from './store';
import { tellNotice } from './tell-notice';

/**
 * Closes a window for good, kills the technician's session in the same transaction, and tells those in charge; answers false when it was closed already.
 * @see GBUI II-5b; threats.md 23
 */
export async function endMaintenance(ctx: Context, tx: Transaction, window: WindowRow, closedReason: CloseReason): Promise<boolean> {
  const now = ctx.now();
  const closedBy = ctx.actor.kind === 'professional' && closedReason !== 'time-over' ? ctx.actor.userId : null;
  if (!(await closeWindow(tx, window.id, { closedAt: now, closedReason, closedBy }))) return false;
  const ended =
    window.opensAt === null ? [] : await revokeSessionsOf(tx, 'professional', { personId: window.technicianId, accountId: null }, 'maintenance-closed', now);
  await append(tx, ctx, { action: 'maintenance.close', subjectId: window.id, detail: { reason: closedReason, sessions: ended } });
  if (window.opensAt === null) await announceMaintenance(tx);
  else
    for (const role of ['biologist', 'administrator'] as const)
      await tellNotice(tx, ctx, {
        kind: 'maintenance-closed',
        audience: { role },
        subjectId: window.id,
        detail: { reason: closedReason, reference: window.reference },
      });
  return true;
}
