import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { endPresence } from './presence-store';

/** Ends the patient's code and every reading that one of hers had opened, at once: the next page a professional asks for is no longer there. */
export async function stopPresenceCode(ctx: Context<PatientActor>): Promise<Outcome<{ accesses: number }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'patient.manage');
  if (denied) return denied;
  const { patientId } = ctx.actor;
  return ctx.transaction(async (tx) => {
    const ended = await endPresence(tx, patientId, ctx.now());
    await append(tx, ctx, { action: 'presence.stop', patientId, detail: ended });
    await announce(tx, 'results', patientId);
    return done({ accesses: ended.accesses });
  });
}
