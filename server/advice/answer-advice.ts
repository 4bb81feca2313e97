import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { closeAdvice, findAdvice } from './store';

type AnswerRefusal = Refusal<'not-found' | 'advice-closed'>;

/** Whom it was asked of answers in words, while it is open; nothing is decided by it, and the answer stays as it was given. */
export async function answerAdvice(
  ctx: Context<ProfessionalActor>,
  { adviceId, answer }: { adviceId: string; answer: string },
): Promise<Outcome<{ answeredAt: Date }, AnswerRefusal>> {
  const answeredAt = ctx.now();
  const ended = await end(ctx, adviceId, 'answered', { answer, answeredAt });
  return ended.ok ? done({ answeredAt }) : ended;
}

/** Who asked takes it back: the colleague sees it no more. */
export async function withdrawAdvice(
  ctx: Context<ProfessionalActor>,
  { adviceId }: { adviceId: string },
): Promise<Outcome<{ withdrawn: true }, AnswerRefusal>> {
  const ended = await end(ctx, adviceId, 'withdrawn', {});
  return ended.ok ? done({ withdrawn: true as const }) : ended;
}

async function end(
  ctx: Context<ProfessionalActor>,
  adviceId: string,
  state: 'answered' | 'withdrawn',
  fields: { answer?: string; answeredAt?: Date },
): Promise<Outcome<{ state: typeof state }, AnswerRefusal>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const row = await findAdvice(tx, adviceId);
    if (!row || (state === 'answered' ? row.askedOf : row.askedBy) !== ctx.actor.userId) return refuse('not-found');
    if (row.state !== 'open' || ctx.now() >= row.expiresAt) return refuse('advice-closed');
    if (!(await closeAdvice(tx, adviceId, { state, ...fields }))) return refuse('advice-closed');
    await append(tx, ctx, { action: 'advice.answer', dossierId: row.dossierId, patientId: row.patientId, subjectId: adviceId, detail: { state } });
    await announce(tx, 'worklist', row.siteId);
    return done({ state });
  });
}
