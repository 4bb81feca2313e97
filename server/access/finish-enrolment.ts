import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { makeRecoverySheet } from './recovery-sheet';
import { revokeSession } from './store';

/**
 * Ends the session of an activation with the means that were chosen in it: the person gets a sheet of recovery codes, once, and comes in again by the door
 * that everybody uses. Hold the
 * session first (`holdSession`), so that it is finished once.
 */
export async function finishEnrolment(ctx: Context<ProfessionalActor>, tx: Transaction, means: 'passkey' | 'password'): Promise<string[]> {
  const { userId, sessionId } = ctx.actor;
  await revokeSession(tx, sessionId, 'enrolled', ctx.now());
  await append(tx, ctx, { action: 'account.enrol', subjectId: userId, detail: { means } });
  await append(tx, ctx, { action: 'session.close', subjectId: sessionId, detail: { reason: 'enrolled' } });
  return makeRecoverySheet(ctx, tx, userId);
}
