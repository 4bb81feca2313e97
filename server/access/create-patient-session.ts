import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { AnonymousActor, PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { sessionCookie } from './cookies';
import { type Entry, openSession } from './open-session';
import { ABSOLUTE_MS } from './session-rules';

/**
 * Opens the session of a patient who has just proven himself, in the transaction that uses up his proof; answers the `Set-Cookie` line.
 * Whether the proof holds is the caller's to decide.
 */
export async function createPatientSession(ctx: Context<AnonymousActor | PatientActor>, tx: Transaction, patientId: string, entry: Entry): Promise<string> {
  const { address, terminal } = ctx.actor;
  const opened = await openSession(tx, 'patient', patientId, { address, terminal }, ctx.now(), entry);
  const actor: PatientActor = {
    kind: 'patient',
    patientId,
    sessionId: opened.id,
    accountId: entry.patientAccountId ?? null,
    representationId: entry.representationId ?? null,
    stage: entry.stage ?? 'full',
    address,
    terminal,
  };
  await append(tx, { ...ctx, actor }, { action: 'session.open', patientId, subjectId: opened.id, detail: { tookOver: opened.tookOver, method: entry.method } });
  return sessionCookie('patient', opened.token, ABSOLUTE_MS.patient / 1000);
}
