import { eq, sql } from 'drizzle-orm';
import { userAccount } from '../../db/schema/access';
import type { TestDatabase } from '../../db/testing';
import { openSession } from '../access/open-session';
import { makeUser, withSession } from '../access/testing';
import type { ProfessionalActor, Role } from '../platform/actor';
import { ROLES } from '../platform/actor';
import { assert } from '../platform/assert';
import { testMessage } from '../simulator/test-message';
import { type LaboratoryKey, referenceIds } from './seed/reference';
import { OTHER_RPPS, openTestPortal, RPPS, type TestPortal } from './testing-portal';

/** Who asks: one person per role, each at home on the « own » side, and whoever is not, or no longer, entitled to anything. */
export const PERSONS = [
  ...ROLES,
  'enrolling',
  'patient',
  'anonymous',
  'without-rights',
  'rights-ended',
  'disabled',
  'idle',
  'expired',
  'taken-over',
  'left',
] as const;
export type Person = (typeof PERSONS)[number];
export type SideName = 'own' | 'other';

/** What lies on one side: a patient with a report that was released and a dossier that waits. */
export interface Side {
  site: LaboratoryKey;
  siteId: string;
  wardId: string;
  patientId: string;
  reportId: string;
  dossierId: string;
  waitingDossierId: string;
  waitingObservationId: string;
  accessionNumber: string;
  waitingAccessionNumber: string;
  familyName: string;
  birthDate: string;
  identifier: string;
}

export interface World {
  database: TestDatabase;
  now: Date;
  own: Side;
  other: Side;
  headers: Record<Person, Headers>;
  actors: Record<Role, ProfessionalActor>;
  userIds: Record<string, string>;
}

const ORIGIN = { address: '192.0.2.40', terminal: 'matrice' };

/**
 * A database in which everybody has his session and his place, and the same lies on the other side: another site of another legal entity, another ward,
 * another prescriber, another patient. Nothing is connected to it any more: it is there to be cloned.
 */
export async function makeWorld(): Promise<World> {
  const portal = await openTestPortal();
  const elsewhere = await portal.person('biologist', ['hauterive']);
  const own = await sideOf(portal, portal.biologist, 'valmont');
  const other = await sideOf(portal, elsewhere, 'hauterive');
  const { access, clock } = portal;
  const headers = {} as Record<Person, Headers>;
  const actors = {} as Record<Role, ProfessionalActor>;
  const userIds: Record<string, string> = {};

  const enter = async (person: Person, role: Role, changes: { stage?: 'enrolling'; from?: Date; until?: Date | null; habilitated?: boolean } = {}) => {
    const userId = await makeUser(access.worker, clock.now, {
      login: `matrix-${person}`,
      rppsNumber: role === 'prescriber' ? RPPS : null,
      prescriberId: role === 'prescriber' ? referenceIds.prescriber(RPPS) : null,
      habilitations: changes.habilitated === false ? [] : [{ ...placeOf(role, own), role, validFrom: changes.from, validTo: changes.until ?? null }],
    });
    const at =
      person === 'idle' ? new Date(clock.now().getTime() - 11 * 60_000) : person === 'expired' ? new Date(clock.now().getTime() - 12 * 3_600_000) : clock.now();
    const opened = await access.web.transaction((tx) => openSession(tx, 'professional', userId, ORIGIN, at, { method: 'password-totp', stage: changes.stage }));
    headers[person] = withSession('professional', opened.token);
    userIds[person] = userId;
    return { userId, sessionId: opened.id };
  };

  for (const role of ROLES) {
    const { userId, sessionId } = await enter(role, role);
    const { siteId, wardId } = placeOf(role, own);
    actors[role] = {
      kind: 'professional',
      userId,
      sessionId,
      name: 'Camille ESSAI',
      rppsNumber: null,
      roles: [role],
      siteIds: siteId ? [siteId] : [],
      wardIds: wardId ? [wardId] : [],
      prescriberId: role === 'prescriber' ? referenceIds.prescriber(RPPS) : null,
      stage: 'full',
      terminalId: null,
      ...ORIGIN,
    };
  }
  // A biologist each: the most that anybody may do, and nothing of it is left.
  await enter('enrolling', 'biologist', { stage: 'enrolling' });
  await enter('without-rights', 'biologist', { habilitated: false });
  await enter('rights-ended', 'biologist', { from: new Date(0), until: clock.now() });
  const { userId: disabled } = await enter('disabled', 'biologist');
  await access.worker.update(userAccount).set({ disabledAt: clock.now() }).where(eq(userAccount.id, disabled));
  await enter('idle', 'biologist');
  await enter('expired', 'biologist');
  const { userId: twice } = await enter('taken-over', 'biologist');
  await access.web.transaction((tx) => openSession(tx, 'professional', twice, ORIGIN, clock.now(), { method: 'password-totp' }));
  await enter('left', 'biologist');
  headers.left.set('cookie', `${headers.left.get('cookie')}; relais-session-left=1`);
  headers.anonymous = new Headers();
  const patient = await access.web.transaction((tx) => openSession(tx, 'patient', own.patientId, ORIGIN, clock.now(), { method: 'notice' }));
  headers.patient = withSession('patient', patient.token);
  const now = clock.now();
  await access.close();
  return { database: access.database, now, own, other, headers, actors, userIds };
}

/** A report that was released and a dossier that waits, of one and the same patient. */
async function sideOf(portal: TestPortal, biologist: ProfessionalActor, site: 'valmont' | 'hauterive'): Promise<Side> {
  const isOwn = site === 'valmont';
  const [accessionNumber, waitingAccessionNumber] = isOwn ? ['26112600001', '26112600002'] : ['26112600003', '26112600004'];
  const identity = isOwn
    ? { identifier: '0004711', birthFamilyName: 'PAT-TROIS', birthDate: '1979-03-28' }
    : { identifier: '0009912', birthFamilyName: 'ESSAI-AUTRE', birthDate: '1961-07-14', ins: null, email: 'autre@courriel.example' };
  const given = {
    laboratory: isOwn ? ('LBM-VALMONT' as const) : ('LBM-HAUTERIVE' as const),
    patient: identity,
    encounter: { ward: 'URG' },
    prescriberRpps: isOwn ? RPPS : OTHER_RPPS,
  };
  const arrive = async (number: string): Promise<string> => {
    const at = portal.clock.now();
    await portal.receive(testMessage({ sentAt: at, collectedAt: new Date(at.getTime() - 3_600_000), ...given, accessionNumber: number }));
    return portal.dossierId(number);
  };
  const dossierId = await arrive(accessionNumber);
  await portal.validate(biologist, dossierId);
  const waitingDossierId = await arrive(waitingAccessionNumber);
  const [report] = await portal.rowsOf<{ id: string; patient: string }>(sql`select id, patient_id as patient from report where dossier_id = ${dossierId}`);
  const [observation] = await portal.rowsOf<{ id: string }>(sql`select id from observation_version where dossier_id = ${waitingDossierId}`);
  assert(report && observation, 'both sides have a report and a waiting result');
  return {
    site,
    siteId: referenceIds.site(site),
    wardId: referenceIds.ward(site, 'URG'),
    patientId: report.patient,
    reportId: report.id,
    dossierId,
    waitingDossierId,
    waitingObservationId: observation.id,
    accessionNumber,
    waitingAccessionNumber,
    familyName: identity.birthFamilyName,
    birthDate: identity.birthDate,
    identifier: identity.identifier,
  };
}

function placeOf(role: Role, side: Side): { siteId?: string; wardId?: string } {
  if (role === 'ward_staff') return { wardId: side.wardId };
  return ['biologist', 'technician', 'manager', 'referent', 'quality_manager'].includes(role) ? { siteId: side.siteId } : {};
}
