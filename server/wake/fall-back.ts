import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { readContacts } from '../duty/read-contacts';
import { publicAddress, sendSms } from '../platform/channels';
import type { Context } from '../platform/context';
import { codeOf, Fault } from '../platform/fault';
import { fallsBack, smsNumberOf } from './policy-rules';
import { type AttemptRow, findAttempt, moveOpenAttempt, policyOf } from './store';

/** With the delays of the wiring that is about ten minutes; then a person is told by the alarm. */
const MOST_TRIES = 6;

/** No name, no value, no place: what waits is read after log-in. */
export const wakeText = (address: string): string => `Relais : une décision vous attend. ${address}`;

/**
 * Writes an SMS to whoever has not opened what should have woken her in time, or could not be rung at all. Without a number, or when the gateway refuses it, it
 * ends as failed, for which `sweep-wakes` rings. A second try after a lost answer carries the same id, by which a gateway drops it.
 */
export async function fallBack(ctx: Context, attemptId: string): Promise<void> {
  const attempt = await ctx.transaction(async (tx) => take(ctx, tx, attemptId));
  if (!attempt) return;
  try {
    if (attempt.smsNumber === '') throw new Fault('no-number', 'never');
    await sendSms(ctx, { id: attempt.id, to: attempt.smsNumber, text: wakeText(publicAddress()) });
  } catch (error) {
    const isLast = (error instanceof Fault && error.retry === 'never') || attempt.smsTries >= MOST_TRIES;
    await ctx.transaction(async (tx) => {
      const moved = await moveOpenAttempt(tx, attemptId, { smsCode: codeOf(error), ...(isLast && { state: 'failed' }) });
      if (moved && isLast) await append(tx, ctx, { action: 'wake.sms', outcome: 'refused', subjectId: attemptId, detail: { code: codeOf(error) } });
    });
    if (!isLast) throw error;
    return;
  }
  await ctx.transaction(async (tx) => {
    const moved = await moveOpenAttempt(tx, attemptId, { state: 'sms-sent', smsAt: ctx.now(), smsCode: null });
    if (moved) await append(tx, ctx, { action: 'wake.sms', subjectId: attemptId, detail: { tries: attempt.smsTries } });
  });
}

/** What was opened meanwhile, or rang and has its time left, needs none. */
async function take(ctx: Context, tx: Transaction, attemptId: string): Promise<AttemptRow | null> {
  const attempt = await findAttempt(tx, attemptId);
  if (!attempt || !fallsBack(attempt.reason)) return null;
  if (attempt.state !== 'asked' && attempt.state !== 'waiting') return null;
  if (attempt.state === 'waiting' && ctx.now() < attempt.fallbackAt) return null;
  const smsNumber = smsNumberOf(await policyOf(tx, attempt.userId, attempt.siteId), await readContacts(tx, attempt.userId));
  const smsTries = attempt.smsTries + 1;
  await moveOpenAttempt(tx, attemptId, { smsNumber, smsTries });
  return { ...attempt, smsNumber, smsTries };
}
