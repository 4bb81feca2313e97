import { sql } from 'drizzle-orm';
import type { RepresentationKind } from '../patient/representation-rules';
import type { PatientActor } from '../platform/actor';
import { newId } from '../platform/ids';
import type { TestPortal } from './testing-portal';

const HOUR = 3_600_000;

/** An account of the patients' realm that nobody enrolled: what a test of rights begins with. */
export async function makeAccount(portal: TestPortal): Promise<string> {
  const id = newId();
  await portal.rowsOf(sql`insert into patient_account (id, created_at) values (${id}, now())`);
  return id;
}

/** Links an account to an identity as a proven enrolment does. */
export async function link(portal: TestPortal, accountId: string, patientId: string): Promise<void> {
  await portal.rowsOf(
    sql`insert into patient_link (id, account_id, patient_id, via, linked_at) values (${newId()}, ${accountId}, ${patientId}, 'code', now())`,
  );
}

export interface TestRepresentation {
  patientId: string;
  accountId: string | null;
  kind: RepresentationKind;
  from?: Date;
  to?: Date | null;
  revoked?: boolean;
}

/** A representation as the desk grants it and an enrolment completes it. */
export async function represent(portal: TestPortal, { patientId, accountId, kind, from, to, revoked = false }: TestRepresentation): Promise<string> {
  const id = newId();
  const since = from ?? new Date(Date.now() - HOUR);
  const until = to === undefined ? new Date(Date.now() + 300 * 24 * HOUR) : to;
  await portal.rowsOf(sql`insert into representation
    (id, patient_id, account_id, kind, family_name, given_name, birth_date, relation, valid_from, valid_to, granted_by, evidence, granted_at, revoked_at, revoked_by)
    values (${id}, ${patientId}, ${accountId}, ${kind}, 'EXEMPLE', 'Sylvie', '1980-01-01', 'mère', ${since.toISOString()}, ${until?.toISOString() ?? null},
      ${portal.biologist.userId}, 'livret de famille', now(), ${revoked ? new Date().toISOString() : null}, ${revoked ? 'desk' : null})`);
  return id;
}

/** The settings that the walls know a person of the patients' realm by. */
export const settingsOf = (actor: { patientId: string; accountId?: string | null; representationId?: string | null }): Record<string, string> => ({
  actor_kind: 'patient',
  patient_id: actor.patientId,
  account_id: actor.accountId ?? '',
  representation_id: actor.representationId ?? '',
});

export const actorOf = (actor: { patientId: string; accountId?: string | null; representationId?: string | null; sessionId?: string }): PatientActor => ({
  kind: 'patient',
  patientId: actor.patientId,
  sessionId: actor.sessionId ?? newId(),
  accountId: actor.accountId ?? null,
  representationId: actor.representationId ?? null,
  stage: 'full',
  address: '192.0.2.30',
  terminal: 'téléphone d’essai',
});
