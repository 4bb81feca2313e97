import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId, newToken } from '../platform/ids';
import { localIso } from '../platform/local-time';
import { allowsWaking, fallsBack } from './policy-rules';
import { insertAttempt, policyOf } from './store';
import type { WakeReason } from './types';

export interface Waking {
  userId: string;
  siteId: string;
  reason: WakeReason;
  /** What it is about: a call, a dossier, an alarm, a hand-over. She is woken once for it, whoever asks how often. */
  subjectId: string;
  dossierId?: string | null;
}

/**
 * Wakes a person, in the caller's transaction: the intent is written before anything is sent, so that it is sent once the change that it is about is committed
 * and survives whatever dies afterwards. What her written policy does not allow at this hour is kept and rings nothing. Never twice for the same thing.
 * @returns the attempt, or null when she was asked for it before
 */
export async function wake(ctx: Context, tx: Transaction, waking: Waking): Promise<string | null> {
  const at = ctx.now();
  const policy = await policyOf(tx, waking.userId, waking.siteId);
  const isAllowed = allowsWaking(policy, waking.reason, localIso(at, 'Europe/Paris').slice(11, 16));
  const id = newId();
  const fallbackAt = new Date(at.getTime() + policy.fallbackMinutes * 60_000);
  const isNew = await insertAttempt(tx, { id, token: newToken(), ...waking, askedAt: at, fallbackAt, state: isAllowed ? 'asked' : 'kept-quiet' });
  if (!isNew) return null;
  await append(tx, ctx, {
    action: 'wake.ask',
    subjectId: id,
    detail: { reason: waking.reason, userId: waking.userId, siteId: waking.siteId, isAllowed },
  });
  if (isAllowed) await send(ctx, tx, id, waking.reason, fallbackAt);
  return id;
}

/** Tells what rings now, and what rings louder later. */
export async function send(ctx: Context, tx: Transaction, attemptId: string, reason: string, fallbackAt: Date): Promise<void> {
  await tell(tx, { name: 'wake.asked', dossierId: null, subjectId: attemptId }, ctx.now());
  if (fallsBack(reason)) await tell(tx, { name: 'wake.overdue', dossierId: null, subjectId: attemptId }, ctx.now(), fallbackAt);
}
