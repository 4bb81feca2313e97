import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { type CloseRefusal, type Closing, checkClosing } from './rules';
import { closeRow, findCallByKey, insertAttempt, lockCall, valuesOf } from './store';

export interface CloseInput extends Closing {
  callId: string;
  place: string;
  number: string;
  /** One per press: the same press sent again finds what the first one closed. */
  idempotencyKey: string;
}

/**
 * Closes a call because somebody with a name took it and repeated every value rightly, compared here and not only on the screen. Refused while one value differs, and when what is to
 * be said is not what the screen showed.
 * @see ISO 15189:2022 7.4.1.3; screens « biologist-night »; decisions.md « Never »
 */
export async function closeCall(ctx: Context<ProfessionalActor>, input: CloseInput): Promise<Outcome<{ closedAt: Date }, Refusal<'not-found' | CloseRefusal>>> {
  const denied = requireAccess(ctx, 'call.make');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const call = await lockCall(tx, input.callId);
    const repeated = await findCallByKey(tx, input.idempotencyKey);
    if (repeated?.closedAt && repeated.id === input.callId && repeated.closedBy === ctx.actor.userId) return done({ closedAt: repeated.closedAt });
    if (!call || !ctx.actor.siteIds.includes(call.siteId)) return refuse('not-found');
    if (call.state !== 'open') return refuse('call-over', { by: call.closedByName, at: call.closedAt?.toISOString() ?? null });
    const toSay = (await valuesOf(tx, [call.id])).filter(({ isVoid }) => !isVoid);
    const refusal = checkClosing(input, toSay);
    if (refusal) {
      await append(tx, ctx, { action: 'call.close', outcome: 'refused', dossierId: call.dossierId, subjectId: call.id, detail: { code: refusal } });
      return refuse(refusal);
    }
    const closedAt = ctx.now();
    const person = { madeBy: ctx.actor.userId, madeByName: ctx.actor.name };
    const spokenTo = input.spokenTo.trim();
    const quality = input.quality.trim();
    await insertAttempt(tx, {
      id: newId(),
      callId: call.id,
      at: closedAt,
      ...person,
      place: input.place.trim(),
      number: input.number.trim(),
      outcome: 'reached',
      note: `${spokenTo}, ${quality}`,
    });
    const closing = {
      closedAt,
      closedBy: person.madeBy,
      closedByName: person.madeByName,
      spokenTo,
      quality,
      closingKey: input.idempotencyKey,
      closedVia: 'voice',
    };
    await closeRow(tx, call.id, closing, input.readBack);
    await append(tx, ctx, {
      action: 'call.close',
      dossierId: call.dossierId,
      subjectId: call.id,
      detail: {
        values: toSay.length,
        minutes: Math.round((closedAt.getTime() - call.openedAt.getTime()) / 60_000),
        late: closedAt > call.dueAt ? 'oui' : 'non',
      },
    });
    await tell(tx, { name: 'call.closed', dossierId: call.dossierId, subjectId: call.id }, closedAt);
    await announce(tx, 'worklist', call.siteId);
    return done({ closedAt });
  });
}
