import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { insertSeen, unseenAmong } from './notice-store';
import { requireAccess } from './require-access';

/** Keeps that this person has seen these notices, once each; a notice that does not concern him, or was seen before, is left alone. */
export async function seeNotices(ctx: Context<ProfessionalActor>, noticeIds: readonly string[]): Promise<Outcome<{ seen: number }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'security.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const unseen = await unseenAmong(tx, ctx.actor, noticeIds);
    if (unseen.length === 0) return done({ seen: 0 });
    await insertSeen(tx, ctx.actor.userId, unseen, ctx.now());
    await append(tx, ctx, { action: 'security.see', detail: { notices: unseen } });
    await announce(tx, 'security', ctx.actor.userId);
    return done({ seen: unseen.length });
  });
}
