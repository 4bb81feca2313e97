import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { changeAlarm, lockAlarm } from './store';

/** « Pris en charge par … » : the first who says so, and nobody after; refuses what is closed or not the person's to see. */
export async function takeAlarm(
  ctx: Context<ProfessionalActor>,
  { alarmId }: { alarmId: string },
): Promise<Outcome<{ takenByName: string }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'reconciliation.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const alarm = await lockAlarm(tx, alarmId);
    if (!alarm || alarm.closedAt !== null) return refuse('not-found');
    if (alarm.takenByName !== null) return done({ takenByName: alarm.takenByName });
    await changeAlarm(tx, alarmId, { takenByName: ctx.actor.name, takenAt: ctx.now() });
    await append(tx, ctx, { action: 'alarm.take', subjectId: alarmId, detail: { kind: alarm.kind } });
    await announce(tx, 'exchanges', alarm.laboratoryId ?? 'none');
    return done({ takenByName: ctx.actor.name });
  });
}
