import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { tellOpened } from './ask-maintenance';
import { endOfWindow, mayAgree } from './maintenance-rules';
import { lockTechnician, lockWindow, openWindow } from './maintenance-store';
import { requireAccess } from './require-access';

type AgreeRefusal = Refusal<'not-found' | 'maintenance-decided' | 'maintenance-lapsed'>;

/**
 * Opens an administrator's asking with the agreement of a biologist who has just proven that she is there: once, within two hours, and only for what was
 * asked. An asking of her own needs none, and one that is withdrawn, open or over is decided.
 * @see GBUI II-5a
 */
export async function agreeMaintenance(
  ctx: Context<ProfessionalActor>,
  { windowId, proofId }: { windowId: string; proofId: string },
): Promise<Outcome<{ closesAt: Date }, AgreeRefusal>> {
  const denied = requireAccess(ctx, 'maintenance.agree');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const window = await lockWindow(tx, windowId);
    if (!window || window.technicianId === ctx.actor.userId) return refuse('not-found');
    await lockTechnician(tx, window.technicianId);
    const now = ctx.now();
    const allowed = mayAgree(window, now);
    if (!allowed.ok) return allowed;
    const closesAt = endOfWindow(now, window.minutes);
    const opening = { agreedBy: ctx.actor.userId, opensAt: now, closesAt, proofId };
    await openWindow(tx, window.id, opening);
    await append(tx, ctx, {
      action: 'maintenance.agree',
      subjectId: window.id,
      detail: { technician: window.technicianId, asker: window.askedBy, minutes: window.minutes, proof: proofId },
    });
    await tellOpened(ctx, tx, window.id, window, opening);
    return done({ closesAt });
  });
}
