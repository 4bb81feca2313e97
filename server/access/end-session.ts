import type { Database } from '../../db/client';
import { append } from '../audit/append';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { revokeSession } from './store';

/** Ends the actor's session and traces it once, whoever notices first. */
export async function endSession(
  db: Database,
  actor: ProfessionalActor | PatientActor,
  reason: 'idle' | 'expired' | 'signed_out' | 'terminal_blocked' | 'access_ended',
  now: () => Date,
): Promise<void> {
  const ctx = contextFor(db, actor, now);
  await ctx.transaction(async (tx) => {
    if (!(await revokeSession(tx, actor.sessionId, reason, now()))) return;
    await append(tx, ctx, { action: 'session.close', subjectId: actor.sessionId, detail: { reason } });
  });
}
