import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { blockTerminal } from './block-terminal';
import { requireAccess } from './require-access';
import { findTerminalForUpdate } from './terminal-store';

/** Blocks a terminal by an administrator's hand: who is there is out at once. Refuses the terminal that the administrator sits at. */
export function passivateTerminal(
  ctx: Context<ProfessionalActor>,
  { terminalId }: { terminalId: string },
  proofId: string,
): Promise<Outcome<{ terminalId: string }, Refusal<'not-found' | 'own-terminal' | 'terminal-changed'>>> {
  return ctx.transaction(async (tx) => {
    const denied = requireAccess(ctx, 'terminal.manage');
    if (denied) return denied;
    if (!(await findTerminalForUpdate(tx, terminalId))) return refuse('not-found');
    if (terminalId === ctx.actor.terminalId) return refuse('own-terminal');
    if (!(await blockTerminal(tx, ctx, terminalId, 'administrator', proofId))) return refuse('terminal-changed');
    return done({ terminalId });
  });
}
