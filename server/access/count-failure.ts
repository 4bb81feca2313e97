import { append } from '../audit/append';
import type { AnonymousActor, ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { blockIfExposed } from './block-terminal';
import { TRIES } from './session-rules';
import { lockAccount } from './store';

/**
 * Traces a wrong try and locks the account with the third; answers how many are left. Where anybody passes by, the third also passivates the terminal
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
    if (taken < TRIES || !(await lockAccount(tx, userId, ctx.now()))) return;
    await append(tx, ctx, { action: 'account.lock', subjectId: userId, detail: { after: taken } });
    await blockIfExposed(tx, ctx, terminalId);
  });
  return TRIES - taken;
}
