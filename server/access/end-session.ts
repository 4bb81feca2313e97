import type { Database, Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import { type Context, contextFor } from '../platform/context';
import { endMaintenance } from './end-maintenance';
import { lockWindow } from './maintenance-store';
import { openMaintenanceOf, revokeSession } from './store';

/** Ends the actor's session and traces it once, whoever notices first. The log-out of a remote maintainer closes his window too (GBUI II-5b). */
export async function endSession(
  db: Database,
  actor: ProfessionalActor | PatientActor,
  reason: 'idle' | 'expired' | 'signed_out' | 'terminal_blocked' | 'access_ended' | 'maintenance-closed',
  now: () => Date,
): Promise<void> {
  const ctx = contextFor(db, actor, now);
  await ctx.transaction(async (tx) => {
    if (!(await revokeSession(tx, actor.sessionId, reason, now()))) return;
    await append(tx, ctx, { action: 'session.close', subjectId: actor.sessionId, detail: { reason } });
    if (reason === 'signed_out' && actor.kind === 'professional' && actor.roles.includes('remote_maintainer')) await leaveMaintenance(ctx, tx, actor.userId);
  });
}

async function leaveMaintenance(ctx: Context, tx: Transaction, userId: string): Promise<void> {
  const open = await openMaintenanceOf(tx, userId, ctx.now());
  const window = open ? await lockWindow(tx, open.windowId) : undefined;
  if (window) await endMaintenance(ctx, tx, window, 'technician-left');
}
