import { append } from '../audit/append';
import type { AnonymousActor, ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { blockIfExposed } from './block-terminal';
import { TRIES } from './session-rules';
import { lockAccount } from './store';
import { tellNotice } from './tell-notice';

/**
 * Traces a wrong try; the third locks the password path and tells the administrators. Answers how many are left. Where anybody passes by, the third also passivates the terminal
 * (GBUI II-3e, II-3f).
 */
export async function countFailure(
  ctx: Context<AnonymousActor | ProfessionalActor>,
  userId: string,
  taken: number,
  action: string,
  terminalId: string | null = ctx.actor.kind === 'professional' ? ctx.actor.terminalId : null,
): Promise<number> {
  await ctx.transaction(async (tx) => {
    await append(tx, ctx, { action, outcome: 'refused', subjectId: userId, detail: { reason: 'wrong', try: taken } });
    const locked = taken < TRIES ? null : await lockAccount(tx, userId, ctx.now());
    if (locked === null) return;
    await append(tx, ctx, { action: 'account.lock', subjectId: userId, detail: { after: taken } });
    await tellNotice(tx, ctx, { kind: 'account-locked', audience: { role: 'administrator' }, subjectId: userId, detail: { name: locked } });
    await blockIfExposed(tx, ctx, terminalId);
  });
  return TRIES - taken;
}
