import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { insertCommand, insertOutcome } from './maintenance-store';
import { announceMaintenance } from './maintenance-voice';
import { requireAccess } from './require-access';
import { openMaintenanceOf } from './store';

/** Writes down what a remote maintainer is about to do, in his open window; refuses when there is none. Nothing runs that was not written first. */
export async function recordCommand(
  ctx: Context<ProfessionalActor>,
  { kind, command }: { kind: 'command' | 'call'; command: string },
): Promise<Outcome<{ commandId: string }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'maintenance.run');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const open = await openMaintenanceOf(tx, ctx.actor.userId, ctx.now());
    if (!open) return refuse('not-found');
    const commandId = newId();
    await insertCommand(tx, { id: commandId, windowId: open.windowId, sessionId: ctx.actor.sessionId, kind, command, at: ctx.now() });
    await append(tx, ctx, { action: 'maintenance.run', subjectId: open.windowId, detail: { kind, command: commandId } });
    await announceMaintenance(tx);
    return done({ commandId });
  });
}

/** Writes down what came of it. */
export async function recordOutcome(ctx: Context<ProfessionalActor>, commandId: string, outcome: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    await insertOutcome(tx, { commandId, outcome, at: ctx.now() });
    await announceMaintenance(tx);
  });
}
