import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { endSessionsAt } from './end-sessions-at';
import type { TerminalKind } from './session-rules';
import { tellNotice } from './tell-notice';
import { isExposed } from './terminal-rules';
import { changeState, findTerminal } from './terminal-store';

export type BlockReason = 'unknown-tries' | 'known-tries' | 'administrator';

/**
 * Passivates a terminal: neutral screen at every address, no session on it, until an administrator reactivates it. Traced and told to the administrators
 * once, however many ask for it at once.
 * @see GBUI II-3f, II-3g, B-23, B-26
 */
export async function blockTerminal(tx: Transaction, ctx: Context, terminalId: string, reason: BlockReason, proofId: string | null = null): Promise<boolean> {
  const by = ctx.actor.kind === 'professional' ? ctx.actor.userId : ctx.actor.kind;
  if (!(await changeState(tx, terminalId, { from: 'active', to: 'passivated', reason, at: ctx.now(), by }))) return false;
  await append(tx, ctx, { action: 'terminal.passivate', subjectId: terminalId, detail: { reason, proof: proofId } });
  await endSessionsAt(tx, ctx, terminalId, 'terminal_blocked');
  const row = await findTerminal(tx, terminalId);
  await tellNotice(tx, ctx, {
    kind: 'terminal-passivated',
    audience: { role: 'administrator' },
    subjectId: terminalId,
    detail: { name: row?.name ?? '', browser: row?.browser ?? '', address: row?.address ?? '', reason },
  });
  return true;
}

/** Passivates the terminal where an account was just locked, if anybody passes by there (GBUI II-3f). */
export async function blockIfExposed(tx: Transaction, ctx: Context, terminalId: string | null): Promise<boolean> {
  const row = terminalId === null ? undefined : await findTerminal(tx, terminalId);
  return row !== undefined && isExposed(row.kind as TerminalKind) && blockTerminal(tx, ctx, row.id, 'known-tries');
}
