import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { forgetPassword } from './own-means-store';
import { passkeysOf, revokePasskey } from './passkey-store';
import { makeRecoverySheet } from './recovery-sheet';
import { revokeSession } from './store';

/** What was chosen: a passkey, by its id, or a password with its authenticator. */
export type ChosenMeans = { means: 'passkey'; passkeyId: string } | { means: 'password'; passkeyId: null };

/**
 * Ends the session of an activation with the means that were chosen in it: the person gets a sheet of recovery codes, once, and comes in again by the door
 * that everybody uses. Every means of before opens nothing any more: whoever needed a code has lost them, and somebody else may have found them. Hold the
 * session first (`holdSession`), so that it is finished once.
 */
export async function finishEnrolment(ctx: Context<ProfessionalActor>, tx: Transaction, { means, passkeyId }: ChosenMeans): Promise<string[]> {
  const { userId, sessionId } = ctx.actor;
  await revokeSession(tx, sessionId, 'enrolled', ctx.now());
  const owner = { realm: 'professional', personId: userId } as const;
  const lost = (await passkeysOf(tx, owner)).filter(({ id }) => id !== passkeyId);
  for (const { id } of lost) await revokePasskey(tx, owner, id, userId, ctx.now());
  if (means === 'passkey') await forgetPassword(tx, userId);
  await append(tx, ctx, { action: 'account.enrol', subjectId: userId, detail: { means, revoked: lost.length } });
  await append(tx, ctx, { action: 'session.close', subjectId: sessionId, detail: { reason: 'enrolled' } });
  return makeRecoverySheet(ctx, tx, userId);
}
