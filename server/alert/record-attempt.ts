import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { insertAttempt, lockCall } from './store';

export interface AttemptInput {
  /** Made by the screen, one per press. */
  attemptId: string;
  callId: string;
  outcome: 'no-answer' | 'wrong-place';
  place: string;
  number: string;
  note: string;
}

/** Keeps that somebody tried and reached nobody who could act; the call stays open. The same press sent again is one attempt. */
export async function recordAttempt(ctx: Context<ProfessionalActor>, input: AttemptInput): Promise<Outcome<{ at: Date }, Refusal<'not-found' | 'call-over'>>> {
  const denied = requireAccess(ctx, 'call.make');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const call = await lockCall(tx, input.callId);
    if (!call || !ctx.actor.siteIds.includes(call.siteId)) return refuse('not-found');
    if (call.state !== 'open') return refuse('call-over', { by: call.closedByName, at: call.closedAt?.toISOString() ?? null });
    const at = ctx.now();
    const { attemptId, callId, outcome } = input;
    const row = { id: attemptId, callId, at, madeBy: ctx.actor.userId, madeByName: ctx.actor.name, outcome };
    const isNew = await insertAttempt(tx, { ...row, place: input.place.trim(), number: input.number.trim(), note: input.note.trim() });
    if (!isNew) return done({ at });
    await append(tx, ctx, { action: 'call.attempt', dossierId: call.dossierId, subjectId: callId, detail: { outcome } });
    await announce(tx, 'worklist', call.siteId);
    return done({ at });
  });
}
