import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { finishEnrolment } from './finish-enrolment';
import { requireAccess } from './require-access';
import { holdSession } from './store';
import { keepRegistration, type Registration } from './webauthn';

/** Keeps the passkey that somebody chose as his first means of identification, and ends the session that allowed it. Answers the recovery codes, once. */
export function enrolPasskey(
  ctx: Context<ProfessionalActor>,
  { name, registration }: { name: string; registration: Registration },
): Promise<Outcome<string[], Refusal<'not-found' | 'registration-refused'>>> {
  const denied = requireAccess(ctx, 'account.enrol');
  if (denied) return Promise.resolve(denied);
  const { userId: personId, sessionId } = ctx.actor;
  const owner = { realm: 'professional', personId } as const;
  return ctx.transaction(async (tx) => {
    if (!(await holdSession(tx, sessionId))) return refuse('not-found');
    const kept = await keepRegistration(tx, registration, { purpose: 'enrol', binding: { sessionId }, owner, name, now: ctx.now() });
    if (kept) return done(await finishEnrolment(ctx, tx, { means: 'passkey', passkeyId: kept.passkeyId }));
    await append(tx, ctx, { action: 'account.add-passkey', outcome: 'refused', subjectId: personId });
    return refuse('registration-refused');
  });
}
