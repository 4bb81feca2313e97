import { append } from '../audit/append';
import type { ProfessionalActor, SystemActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { requireAccess } from './require-access';
import { changeState, findTerminalForUpdate } from './terminal-store';

/**
 * Lets people come in at a passivated terminal again, with all its tries; nothing but an administrator, or the owner of the machine, does. A revoked one stays
 * revoked.
 * @see GBUI II-3h
 */
export function reactivateTerminal(
  ctx: Context<ProfessionalActor | SystemActor>,
  { terminalId }: { terminalId: string },
  proofId: string | null,
): Promise<Outcome<{ terminalId: string }, Refusal<'not-found' | 'terminal-changed'>>> {
  return ctx.transaction(async (tx) => {
    const denied = ctx.actor.kind === 'system' ? null : requireAccess(ctx, 'terminal.manage');
    if (denied) return denied;
    if (!(await findTerminalForUpdate(tx, terminalId))) return refuse('not-found');
    const by = ctx.actor.kind === 'system' ? ctx.actor.name : ctx.actor.userId;
    if (!(await changeState(tx, terminalId, { from: 'passivated', to: 'active', reason: 'administrator', at: ctx.now(), by })))
      return refuse('terminal-changed');
    await append(tx, ctx, { action: 'terminal.reactivate', subjectId: terminalId, detail: { proof: proofId } });
    return done({ terminalId });
  });
}
