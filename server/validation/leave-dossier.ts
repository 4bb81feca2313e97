import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { removePresence } from './presence-store';

/** Says that this person has left a dossier; it had been opened by name, so is leaving it. What was never opened is left without a trace. */
export async function leaveDossier(ctx: Context<ProfessionalActor>, { dossierId }: { dossierId: string }): Promise<{ left: boolean }> {
  return ctx.transaction(async (tx) => {
    const siteId = await removePresence(tx, dossierId, ctx.actor.userId);
    if (siteId === null) return { left: false };
    await append(tx, ctx, { action: 'dossier.leave', dossierId, detail: {} });
    await announce(tx, 'presence', siteId);
    return { left: true };
  });
}
