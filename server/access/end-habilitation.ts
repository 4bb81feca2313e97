import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, refuse } from '../platform/outcome';
import { dayAfter, startOf } from '../platform/paris-days';
import { changeRights } from './change-rights';
import { isInForce, refusalOfEnd, refusalOfLast } from './rights-rules';
import { endRightAt, otherAdministrators, revokeRight, rightsOf } from './rights-store';

export interface End {
  userId: string;
  habilitationId: string;
  /** The last day, in Paris; null = now. */
  lastDay: string | null;
}

/** Ends a right now or after a day; a right that had not begun is then one that never was. The last administrator's is refused. */
export function endHabilitation(ctx: Context<ProfessionalActor>, { userId, habilitationId, lastDay }: End, proofId: string) {
  return changeRights(ctx, { action: 'right.end', userId, proofId }, async (tx) => {
    const now = ctx.now();
    const right = (await rightsOf(tx, userId)).find((held) => held.id === habilitationId);
    if (!right) return refuse('not-found');
    const endsAt = lastDay === null ? now : startOf(dayAfter(lastDay, 1));
    const refusal =
      refusalOfEnd(right, endsAt, now) ??
      (right.role === 'administrator' && isInForce(right, now) ? refusalOfLast(await otherAdministrators(tx, userId), endsAt) : null);
    if (refusal) return { ok: false as const, refusal };
    if (lastDay === null) await revokeRight(tx, right.id, ctx.actor.userId, now);
    else await endRightAt(tx, right.id, endsAt);
    return done({ value: { endsAt }, detail: { role: right.role, habilitation: right.id, lastDay }, notice: 'ended' });
  });
}
