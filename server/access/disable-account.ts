import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, refuse } from '../platform/outcome';
import { changeRights } from './change-rights';
import { isInForce, refusalOfLast } from './rights-rules';
import { otherAdministrators, rightsOf, setDisabled, withdrawActivationsOf } from './rights-store';
import { revokeSessionsOf } from './store';

/** Closes an account by every path: its sessions end at once and no code of it opens anything. Its rights stay written, for who opens it again. */
export function disableAccount(ctx: Context<ProfessionalActor>, { userId }: { userId: string }, proofId: string) {
  return changeRights(ctx, { action: 'account.disable', userId, proofId }, async (tx, user) => {
    const now = ctx.now();
    if (user.disabledAt !== null) return refuse('already-so');
    const isAdministrator = (await rightsOf(tx, userId)).some((right) => right.role === 'administrator' && isInForce(right, now));
    const refusal = isAdministrator && user.kind === 'personal' ? refusalOfLast(await otherAdministrators(tx, userId), now) : null;
    if (refusal) return { ok: false as const, refusal };
    await setDisabled(tx, userId, now);
    const withdrawn = await withdrawActivationsOf(tx, userId, now);
    const sessions = await revokeSessionsOf(tx, 'professional', { personId: userId, accountId: null }, 'disabled', now);
    for (const subjectId of sessions) await append(tx, ctx, { action: 'session.close', subjectId, detail: { reason: 'disabled' } });
    return done({ value: { sessionsClosed: sessions.length }, detail: { sessions, withdrawn }, notice: 'disabled' });
  });
}
