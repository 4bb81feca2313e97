import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { insertDuty } from './store';

/** Writes one duty with its trace; whether it may be is decided before. */
export async function writeDuty(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  duty: { userId: string; siteId: string; kind: string; startsAt: Date; endsAt: Date; swapId?: string },
): Promise<string> {
  const id = newId();
  await insertDuty(tx, { id, ...duty, madeBy: ctx.actor.userId, madeByName: ctx.actor.name, madeAt: ctx.now() });
  const { userId, siteId, kind, startsAt, endsAt, swapId } = duty;
  await append(tx, ctx, {
    action: 'duty.plan',
    subjectId: id,
    detail: { kind, siteId, userId, from: startsAt.toISOString(), to: endsAt.toISOString(), ...(swapId && { swapId }) },
  });
  return id;
}
