import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { endSessionsAt } from './end-sessions-at';
import { requireAccess } from './require-access';
import type { TerminalState } from './terminal-rules';
import { changeState, findTerminalForUpdate } from './terminal-store';

/** Takes a lost or discarded device out for good: its key never opens anything again, and who is there is out at once. */
export function revokeTerminal(
  ctx: Context<ProfessionalActor>,
  { terminalId }: { terminalId: string },
  proofId: string,
): Promise<Outcome<{ terminalId: string }, Refusal<'not-found' | 'own-terminal' | 'terminal-changed'>>> {
  return ctx.transaction(async (tx) => {
    const denied = requireAccess(ctx, 'terminal.manage');
    if (denied) return denied;
    const found = await findTerminalForUpdate(tx, terminalId);
    if (!found) return refuse('not-found');
    if (terminalId === ctx.actor.terminalId) return refuse('own-terminal');
    if (found.state === 'revoked') return refuse('terminal-changed');
    const from = found.state as TerminalState;
    await changeState(tx, terminalId, { from, to: 'revoked', reason: 'administrator', at: ctx.now(), by: ctx.actor.userId });
    await append(tx, ctx, { action: 'terminal.revoke', subjectId: terminalId, detail: { from, proof: proofId } });
    await endSessionsAt(tx, ctx, terminalId, 'terminal_blocked');
    return done({ terminalId });
  });
}
