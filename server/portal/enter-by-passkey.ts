import { checkPatientPasskey } from '../access/check-patient-passkey';
import { createPatientSession } from '../access/create-patient-session';
import { requireAccess } from '../access/require-access';
import type { Assertion } from '../access/webauthn';
import { append } from '../audit/append';
import { readLink } from '../delivery/read-link';
import { personOfAccount } from '../patient/person-of-account';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';

export interface EnteredByPasskey {
  cookie: string;
  /** The report of the link that the person came by, when it is about somebody whom the account reads. */
  reportId: string | null;
}

/**
 * Opens a patient's session for a passkey of his, with the person verified by the device. Whatever is wrong is refused in the same words; a right passkey that
 * comes by the link of another patient's notice opens its own account and nothing of the link.
 * @see threats.md 12
 */
export async function enterByPasskey(
  ctx: Context<AnonymousActor>,
  input: { binding: string; assertion: Assertion },
): Promise<Outcome<EnteredByPasskey, Refusal<'not-found' | 'passkey-unknown' | 'nobody-to-read'>>> {
  const denied = requireAccess(ctx, 'door.use');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const checked = await checkPatientPasskey(ctx, tx, input);
    const link = checked && ctx.actor.noticeTokenHash !== null ? await readLink(tx, ctx.now()) : null;
    const person = checked ? await personOfAccount(tx, checked.accountId, ctx.now(), link?.patientId) : null;
    if (!checked || !person) {
      const reason = checked ? 'nobody-to-read' : 'passkey';
      await append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId: checked?.accountId ?? null, detail: { reason, realm: 'patient' } });
      return refuse(checked ? 'nobody-to-read' : 'passkey-unknown');
    }
    const entry = { method: 'patient-passkey', patientAccountId: checked.accountId, representationId: person.representationId } as const;
    const cookie = await createPatientSession(ctx, tx, person.patientId, entry);
    return done({ cookie, reportId: link?.patientId === person.patientId ? link.reportId : null });
  });
}
