import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { laneOf } from './control-id';
import { checkResend, MOST_RESENT, type ResendFilter, type ResendRefusal } from './resend-rules';
import { countMatching, insertResend, lockMatching, queueAgain, resends } from './resend-store';

/** How many acknowledged messages match, kind by kind: what « Renvoyer » would send. Changes nothing. */
export async function previewResend(
  ctx: Context<ProfessionalActor>,
  filter: ResendFilter,
): Promise<Outcome<{ total: number; most: number; kinds: { kind: string; count: number }[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const kinds = await countMatching(tx, filter);
    return done({ total: kinds.reduce((sum, { count }) => sum + count, 0), most: MOST_RESENT, kinds });
  });
}

/**
 * Sends acknowledged messages again, the same bytes under the same MSH-10, in their old order through the laboratory's lane; the first
 * acknowledgement keeps its instant. Exactly as many as were shown, with the reason, all or none.
 * @see GBUI VII-2.2c; issue « resend one or a range »
 */
export async function resendRange(
  ctx: Context<ProfessionalActor>,
  input: { filter: ResendFilter; expected: number; reason: string },
): Promise<Outcome<{ resendId: string; total: number }, Refusal<'not-found' | ResendRefusal>>> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const messages = await lockMatching(tx, input.filter, MOST_RESENT + 1);
    const refusal = checkResend(input, messages.length);
    if (refusal) return refuse(refusal);
    const at = ctx.now();
    const { laboratoryId } = input.filter;
    const row = {
      id: newId(),
      laboratoryId,
      reason: input.reason.trim(),
      requestedBy: ctx.actor.userId,
      requestedByName: ctx.actor.name,
      requestedAt: at,
      total: messages.length,
    };
    const ids = messages.map(({ id }) => id);
    await insertResend(tx, row, ids);
    await queueAgain(tx, ids, at);
    for (const id of ids) await tell(tx, { name: 'outbound.queued', dossierId: laneOf(laboratoryId), subjectId: id }, at);
    await append(tx, ctx, {
      action: 'outbound.resend',
      subjectId: row.id,
      detail: { total: row.total, laboratory: laboratoryId, reason: row.reason.slice(0, 200) },
    });
    await announce(tx, 'exchanges', laboratoryId);
    return done({ resendId: row.id, total: row.total });
  });
}

export interface ResendProgress {
  id: string;
  laboratoryId: string;
  reason: string;
  by: string;
  at: Date;
  total: number;
  waiting: number;
  refused: number;
}

/** The last resends and how far each is. */
export async function listResends(ctx: Context<ProfessionalActor>): Promise<Outcome<ResendProgress[], Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'exchanges.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) =>
    done(
      (await resends(tx, 20)).map(({ id, laboratoryId, reason, requestedByName, requestedAt, total, waiting, refused }) => ({
        id,
        laboratoryId,
        reason,
        by: requestedByName,
        at: requestedAt,
        total,
        waiting,
        refused,
      })),
    ),
  );
}
