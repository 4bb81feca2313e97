import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { declareDay, lockDay } from './store';

/** « Le SIL compte 561 messages » : kept beside what Relais counted and compared at once; null takes it back. The sweeper alarms within the minute. */
export async function declareCount(
  ctx: Context<ProfessionalActor>,
  { laboratoryId, day, count }: { laboratoryId: string; day: string; count: number | null },
): Promise<Outcome<{ received: number; missing: number | null }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'reconciliation.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const row = await lockDay(tx, laboratoryId, day);
    if (!row) return refuse('not-found');
    await declareDay(tx, laboratoryId, day, { declared: count, declaredByName: ctx.actor.name, declaredAt: ctx.now() });
    await append(tx, ctx, { action: 'reconciliation.declare', subjectId: laboratoryId, detail: { day, declared: count } });
    await announce(tx, 'exchanges', laboratoryId);
    const { received } = row.counts.messages;
    return done({ received, missing: count === null ? null : count - received });
  });
}
