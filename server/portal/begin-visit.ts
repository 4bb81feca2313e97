import { readSessionStart } from '../access/read-session';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { beginVisitOf } from './store';

/** Notes the first look at the list in a session, once: « nouveau depuis ma dernière visite » counts from the one before. */
export async function beginVisit(ctx: Context<ProfessionalActor>): Promise<Outcome<{ began: boolean }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'results.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const sessionBegan = (await readSessionStart(tx, ctx.actor.sessionId)) ?? ctx.now();
    const began = await beginVisitOf(tx, ctx.actor.userId, sessionBegan, ctx.now());
    if (began) await append(tx, ctx, { action: 'portal.begin-visit', subjectId: ctx.actor.sessionId });
    return done({ began });
  });
}
