import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { SETTLED_BY_HAND } from './read-overview';
import { changeAlarm, lockAlarm } from './store';

/** Closes with a person's reason what cannot go away by itself: numbers that will never come, a count that the LIS got wrong. Anything else closes when its cause is gone. */
export async function settleAlarm(
  ctx: Context<ProfessionalActor>,
  { alarmId, why }: { alarmId: string; why: string },
): Promise<Outcome<{ closedAt: Date }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'reconciliation.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const alarm = await lockAlarm(tx, alarmId);
    if (!alarm || alarm.closedAt !== null || !SETTLED_BY_HAND.includes(alarm.kind)) return refuse('not-found');
    const closedAt = ctx.now();
    await changeAlarm(tx, alarmId, { closedAt, closedWhy: why, closedByName: ctx.actor.name });
    await append(tx, ctx, { action: 'alarm.settle', subjectId: alarmId, detail: { kind: alarm.kind, subject: alarm.subject } });
    await announce(tx, 'exchanges', alarm.laboratoryId ?? 'none');
    return done({ closedAt });
  });
}
