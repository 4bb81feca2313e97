import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { laneOf } from './control-id';
import { followOn } from './send-message';
import { lockHead, updateOutbound } from './store';

/**
 * Sends a refused message again, the same bytes, with what waited behind it; only when it is refused: whatever is under way
 * is left alone.
 * @see contract.md « MLLP out »
 */
export async function retryMessage(
  ctx: Context<ProfessionalActor>,
  input: { messageId: string },
): Promise<Outcome<{ messageId: string }, Refusal<'not-found' | 'not-refused'>>> {
  const denied = requireAccess(ctx, 'exchanges.retry');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const row = await lockHead(tx, input.messageId);
    if (!row) return refuse('not-found');
    if (row.state !== 'refused') return refuse('not-refused');
    await updateOutbound(tx, row.id, { state: 'queued', nextAttemptAt: ctx.now() });
    await append(tx, ctx, { action: 'outbound.retry', dossierId: row.dossierId, subjectId: row.id, detail: { controlId: row.controlId } });
    await tell(tx, { name: 'outbound.queued', dossierId: laneOf(row.laboratoryId), subjectId: row.id }, ctx.now());
    await followOn(ctx, tx, row);
    await announce(tx, 'exchanges', row.laboratoryId);
    return done({ messageId: row.id });
  });
}
