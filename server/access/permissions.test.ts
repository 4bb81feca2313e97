import { expect, test } from 'vitest';
import { type Actor, ROLES, type Role } from '../platform/actor';
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
  ...origin,
});
const patient: Actor = { kind: 'patient', patientId: 'p', sessionId: 's', ...origin };
const anonymous: Actor = { kind: 'anonymous', noticeTokenHash: null, ...origin };

const everybodyIn = ['session.read', 'session.keep', 'session.close', 'live.follow'] satisfies Permission[];

/** Written by hand, against the table: a line that changes there must be wanted here. */
const expected: Record<Role, Permission[]> = {
  biologist: [...everybodyIn, 'worklist.read', 'dossier.read', 'validation.decide', 'report.read', 'audit.read'],
  technician: [...everybodyIn, 'dossier.read', 'report.read'],
  prescriber: [...everybodyIn, 'results.read', 'report.view'],
  ward_staff: [...everybodyIn, 'results.read', 'report.view'],
  manager: [...everybodyIn, 'activity.read', 'exchanges.read', 'outbox.read', 'audit.read'],
  referent: [...everybodyIn, 'exchanges.read', 'exchanges.retry'],
  administrator: [...everybodyIn, 'exchanges.read', 'exchanges.retry', 'outbox.read', 'audit.read'],
};

test.each(ROLES)('%s may exactly what the table of the tests says', (role) => {
  expect(permissionsOf(professional(role)).toSorted()).toEqual(expected[role].toSorted());
});

test('a patient reads his own results and nothing else', () => {
  expect(permissionsOf(patient).toSorted()).toEqual([...everybodyIn, 'patient.read'].toSorted());
});

test('somebody unknown may only open a notice, and the mailbox of a demonstration', () => {
  expect(permissionsOf(anonymous)).toEqual(['notice.open', 'demo.read']);
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
