import { expect, test } from 'vitest';
import { type Actor, type PatientActor, ROLES, type Role } from '../platform/actor';
import { allows, PERMISSIONS, type Permission, permissionsOf } from './permissions';

const origin = { address: '', terminal: '' };
const professional = (...roles: Role[]): Actor => ({
  kind: 'professional',
  userId: 'u',
  sessionId: 's',
  name: 'n',
  rppsNumber: null,
  roles,
  siteIds: [],
  wardIds: [],
  prescriberId: null,
  stage: 'full',
  terminalId: null,
  ...origin,
});
const patient: PatientActor = { kind: 'patient', patientId: 'p', sessionId: 's', accountId: null, representationId: null, stage: 'full', ...origin };
const anonymous: Actor = { kind: 'anonymous', noticeTokenHash: null, ...origin };

const everybodyIn = ['session.read', 'session.keep', 'session.close', 'live.follow'] satisfies Permission[];
const staff = [...everybodyIn, 'session.prove', 'account.manage', 'security.read'] satisfies Permission[];
const roster = ['duty.reach', 'duty.read', 'agreement.read'] satisfies Permission[];
const reader = [...staff, 'duty.reach', 'results.read', 'report.view', 'presence.redeem', 'breakglass.request'] satisfies Permission[];
const lisSide = ['links.read', 'reconciliation.read', 'transmissions.read'] satisfies Permission[];
const desk = ['desk.read', 'desk.manage'] satisfies Permission[];

/** Written by hand, against the table: a line that changes there must be wanted here. */
const expected: Record<Role, Permission[]> = {
  biologist: [
    ...staff,
    ...desk,
    ...roster,
    'duty.manage',
    'duty.hold',
    'rules.read',
    'rules.approve',
    'rules.write',
    'rules.suspend',
    'autoverification.read',
    'autoverification.accept',
    'autoverification.stop',
    'autoverification.review',
    'worklist.read',
    'mapping.read',
    'delays.read',
    'delays.manage',
    'reconciliation.read',
    'reconciliation.manage',
    'transmissions.read',
    'request.make',
    'decision-policy.read',
    'decision-policy.manage',
    'phrase.read',
    'phrase.manage',
    'call.make',
    'call.read',
    'call-policy.read',
    'call-policy.change',
    'call-policy.approve',
    'dossier.read',
    'validation.decide',
    'report.read',
    'audit.read',
    'maintenance.read',
    'maintenance.open',
    'maintenance.agree',
    'maintenance.close',
    'emergency.read',
  ],
  technician: [
    ...staff,
    ...roster,
    'rules.read',
    'rules.write',
    'autoverification.read',
    'autoverification.stop',
    'call.read',
    'call-policy.read',
    'dossier.read',
    'report.read',
  ],
  prescriber: reader,
  ward_staff: reader,
  manager: [
    ...staff,
    ...lisSide,
    ...roster,
    'rules.read',
    'autoverification.read',
    'call-policy.read',
    'duty.manage',
    'activity.read',
    'exchanges.read',
    'outbox.read',
    'audit.read',
  ],
  referent: [
    ...staff,
    ...desk,
    ...roster,
    ...lisSide,
    'rules.read',
    'call-policy.read',
    'call-policy.change',
    'autoverification.read',
    'exchanges.read',
    'exchanges.retry',
    'repair.read',
    'repair.manage',
    'mapping.read',
    'mapping.manage',
    'delays.read',
    'delays.manage',
    'links.manage',
    'reconciliation.manage',
  ],
  quality_manager: [
    ...staff,
    ...lisSide,
    ...roster,
    'rules.read',
    'call-policy.read',
    'autoverification.read',
    'autoverification.review',
    'agreement.manage',
    'mapping.read',
    'delays.read',
    'user.read',
    'terminal.read',
    'maintenance.read',
    'emergency.read',
    'activity.read',
    'phrase.read',
    'decision-policy.read',
    'audit.read',
  ],
  medical_administrator: [...staff, 'breakglass.review', 'audit.read'],
  administrator: [
    ...staff,
    ...lisSide,
    ...roster,
    'agreement.manage',
    'user.read',
    'user.manage',
    'terminal.read',
    'terminal.manage',
    'emergency.manage',
    'maintenance.read',
    'maintenance.open',
    'maintenance.close',
    'emergency.read',
    'exchanges.read',
    'exchanges.retry',
    'outbox.read',
    'audit.read',
  ],
  remote_maintainer: [...staff, 'maintenance.read', 'maintenance.close', 'maintenance.run', 'exchanges.retry'],
};

test.each(ROLES)('%s may exactly what the table of the tests says', (role) => {
  expect(permissionsOf(professional(role)).toSorted()).toEqual(expected[role].toSorted());
});

test('a patient reads his own results and nothing else', () => {
  expect(permissionsOf(patient).toSorted()).toEqual([...everybodyIn, 'patient.read', 'patient.manage', 'patient.enrol'].toSorted());
});

test('a patient who is not wholly in may set up what he still owes, and reads nothing', () => {
  for (const stage of ['confirming', 'enrolling'] as const) {
    expect(permissionsOf({ ...patient, stage }).toSorted()).toEqual(['patient.enrol', 'session.close', 'session.keep', 'session.read']);
  }
});

test('whoever is setting up his account may do that and nothing else, whatever roles await him', () => {
  const enrolling: Actor = { ...professional('biologist', 'administrator'), stage: 'enrolling' } as Actor;
  expect(permissionsOf(enrolling).toSorted()).toEqual(['account.enrol', 'session.close', 'session.keep', 'session.read']);
});

test('somebody unknown may only knock at a door, open a notice, and the mailbox of a demonstration', () => {
  expect(permissionsOf(anonymous)).toEqual(['door.use', 'notice.open', 'demo.read']);
});

test('no role at all, and no process, may nothing', () => {
  expect(PERMISSIONS.filter((permission) => allows(professional(), permission))).toEqual([]);
  expect(permissionsOf({ kind: 'system', name: 'worker' })).toEqual([]);
});

test('an administrator neither decides nor reads a result', () => {
  for (const permission of ['validation.decide', 'dossier.read', 'report.read', 'results.read', 'report.view', 'worklist.read', 'patient.read'] as const) {
    expect(allows(professional('administrator'), permission)).toBe(false);
  }
});
