import { beginAccount } from '../access/account';
import { giveAccountToSession } from '../access/give-account';
import { keepReached } from '../access/keep-reached';
import { requireAccess } from '../access/require-access';
import { requireFresh } from '../access/require-fresh';
import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { mayEnrol } from './enrolment-rules';
import { accountIdOfPatient, insertLink } from './enrolment-store';
import { isOfAge } from './representation-rules';
import { findPatient } from './store';

/**
 * Makes an account for an adult patient who came in by the link of a notice with the code on his telephone, which is two factors; nothing for whoever has one. His
 * session is then that account's, and the telephone that the code reached is its telephone.
 */
export async function openMyAccount(
  ctx: Context<PatientActor>,
): Promise<Outcome<{ opened: boolean }, Refusal<'not-found' | 'fresh-proof-needed' | 'identity-not-guaranteed'>>> {
  const denied = requireAccess(ctx, 'patient.manage');
  if (denied) return denied;
  const { accountId: held, patientId, sessionId, representationId } = ctx.actor;
  if (held !== null) return done({ opened: false });
  if (representationId !== null) return refuse('not-found');
  return ctx.transaction(async (tx) => {
    const stale = await requireFresh(ctx, tx);
    if (stale) return stale;
    if ((await accountIdOfPatient(tx, patientId)) !== null) return done({ opened: false });
    const patient = await findPatient(tx, patientId);
    // The telephone of a minor's file may be a parent's: he is made the minor by no notice.
    if (!patient || !isOfAge(patient.birthDate, ctx.now())) return refuse('not-found');
    if (!mayEnrol(patient)) return refuse('identity-not-guaranteed');
    const accountId = await beginAccount(tx, ctx.now());
    await giveAccountToSession(tx, sessionId, accountId);
    await insertLink(tx, { accountId, patientId, via: 'notice' }, ctx.now());
    const phone = patient.phoneConfirmedAt === null ? null : patient.phone;
    await keepReached(tx, accountId, [{ channel: 'sms', address: phone }]);
    await append(tx, ctx, { action: 'account.begin', patientId, subjectId: accountId, detail: { via: 'notice' } });
    return done({ opened: true });
  });
}
