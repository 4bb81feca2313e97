import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId, newToken } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { insertAttempt, policyOf } from './store';
import { send } from './wake';

/** « Essayer »: rings the devices of the person at the screen now, and writes the SMS after the minutes of her policy unless she opens it. */
export async function tryWake(
  ctx: Context<ProfessionalActor>,
  { siteId }: { siteId: string },
): Promise<Outcome<{ attemptId: string; fallbackAt: Date }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  if (!ctx.actor.siteIds.includes(siteId)) return refuse('not-found');
  return ctx.transaction(async (tx) => {
    const at = ctx.now();
    const { fallbackMinutes } = await policyOf(tx, ctx.actor.userId, siteId);
    const fallbackAt = new Date(at.getTime() + fallbackMinutes * 60_000);
    const id = newId();
    await insertAttempt(tx, {
      id,
      token: newToken(),
      userId: ctx.actor.userId,
      siteId,
      reason: 'trial',
      subjectId: id,
      askedAt: at,
      fallbackAt,
      state: 'asked',
      isTrial: true,
    });
    await append(tx, ctx, { action: 'wake.ask', subjectId: id, detail: { reason: 'trial', userId: ctx.actor.userId, siteId } });
    await send(ctx, tx, id, 'trial', fallbackAt);
    return done({ attemptId: id, fallbackAt });
  });
}
