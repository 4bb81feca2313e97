import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { requireAccess } from './require-access';
import { tellNotice } from './tell-notice';
import { keepRegistration, type Registration } from './webauthn';

/** Adds a passkey to one's own account; the challenge that it answers was given for a proof of the person. The person is told, wherever he is in. */
export function addPasskey(
  ctx: Context<ProfessionalActor>,
  { name, registration }: { name: string; registration: Registration },
): Promise<Outcome<{ passkeyId: string }, Refusal<'not-found' | 'registration-refused'>>> {
  const denied = requireAccess(ctx, 'account.manage');
  if (denied) return Promise.resolve(denied);
  const { userId: personId, sessionId } = ctx.actor;
  return ctx.transaction(async (tx) => {
    const owner = { realm: 'professional', personId } as const;
    const kept = await keepRegistration(tx, registration, { purpose: 'enrol', binding: { sessionId }, owner, name, now: ctx.now() });
    await append(tx, ctx, {
      action: 'account.add-passkey',
      outcome: kept ? 'done' : 'refused',
      subjectId: personId,
      detail: { passkey: kept?.passkeyId ?? null },
    });
    if (!kept) return refuse('registration-refused');
    await tellNotice(tx, ctx, { kind: 'passkey-added', audience: { userId: personId }, subjectId: personId });
    return done(kept);
  });
}
