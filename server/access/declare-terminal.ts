import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { requireAccess } from './require-access';
import { applyIdleToTerminal, findTerminalForUpdate, idleMinutesOf, saveDeclaration } from './terminal-store';
import type { Declaration } from './terminal-types';

/** Says what a terminal is, where, and how it is called; the idle time of its new kind holds at once, also for who is there now. */
export function declareTerminal(
  ctx: Context<ProfessionalActor>,
  wanted: Declaration,
  proofId: string,
): Promise<Outcome<{ terminalId: string }, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const denied = requireAccess(ctx, 'terminal.manage');
    if (denied) return denied;
    const { terminalId, name, siteId, kind } = wanted;
    if (!(await findTerminalForUpdate(tx, terminalId))) return refuse('not-found');
    await saveDeclaration(tx, terminalId, { name, siteId, kind, declaredAt: ctx.now(), declaredBy: ctx.actor.userId });
    await applyIdleToTerminal(tx, terminalId, await idleMinutesOf(tx, kind));
    await append(tx, ctx, { action: 'terminal.declare', subjectId: terminalId, detail: { kind, site: siteId, proof: proofId } });
    return done({ terminalId });
  });
}
