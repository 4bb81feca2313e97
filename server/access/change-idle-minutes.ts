import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { requireAccess } from './require-access';
import { applyIdleToKind, idleMinutesOf, saveIdleMinutes } from './terminal-store';
import type { IdleChange } from './terminal-types';

/**
 * Sets after how many minutes without a person a kind of terminal locks. Holds at once, also for sessions that are open: a shorter time that began only with
 * the next log-in would leave tonight's screens as they are.
 * @see GBUI II-3c
 */
export function changeIdleMinutes(
  ctx: Context<ProfessionalActor>,
  { kind, minutes }: IdleChange,
  proofId: string,
): Promise<Outcome<{ sessions: number }, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const denied = requireAccess(ctx, 'terminal.manage');
    if (denied) return denied;
    const from = await idleMinutesOf(tx, kind);
    await saveIdleMinutes(tx, { kind, minutes, changedAt: ctx.now(), changedBy: ctx.actor.userId });
    const sessions = await applyIdleToKind(tx, kind, minutes);
    await append(tx, ctx, { action: 'terminal.change-idle', subjectId: kind, detail: { from, to: minutes, sessions, proof: proofId } });
    return done({ sessions });
  });
}
