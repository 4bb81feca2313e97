import { expect, test } from 'vitest';
import type { PatientActor, ProfessionalActor, Role } from '../platform/actor';
import type { LiveTopic } from '../platform/live';
import { mayFollow } from './live-scope';

const professional = (role: Role): ProfessionalActor => ({
  kind: 'professional',
  userId: 'u',
  sessionId: 's',
  name: '',
  rppsNumber: null,
  roles: [role],
  siteIds: ['own-site'],
  wardIds: ['own-ward'],
  prescriberId: 'own-prescriber',
  stage: 'full',
  terminalId: null,
  address: '',
  terminal: '',
});
const patient: PatientActor = {
  kind: 'patient',
  patientId: 'own-patient',
  sessionId: 's',
  accountId: null,
  representationId: null,
  stage: 'full',
  address: '',
  terminal: '',
};

test.each<[Role, LiveTopic, string | null, boolean]>([
  ['biologist', 'worklist', 'own-site', true],
  ['biologist', 'worklist', 'other-site', false],
  ['biologist', 'worklist', null, true],
  ['biologist', 'results', 'own-prescriber', false],
  ['biologist', 'exchanges', 'own-site', false],
  ['technician', 'worklist', 'own-site', false],
  ['prescriber', 'results', 'own-prescriber', true],
  ['prescriber', 'results', 'other-prescriber', false],
  ['prescriber', 'results', 'own-ward', false],
  ['prescriber', 'worklist', 'own-site', false],
  ['ward_staff', 'results', 'own-ward', true],
  ['ward_staff', 'results', 'own-prescriber', false],
  ['ward_staff', 'results', 'other-ward', false],
  ['manager', 'activity', 'own-site', true],
  ['manager', 'results', null, false],
  ['referent', 'exchanges', 'any', true],
  ['referent', 'activity', 'any', false],
  ['manager', 'duty', 'any', true],
  ['prescriber', 'duty', 'any', true],
  ['medical_administrator', 'duty', 'any', false],
  ['administrator', 'exchanges', 'any', true],
  ['administrator', 'outbox', 'any', true],
  ['administrator', 'worklist', null, false],
  ['administrator', 'results', null, false],
])('%s follows %s of %s: %s', (role, topic, key, expected) => {
  expect(mayFollow(professional(role), { topic, key })).toBe(expected);
});

test('a patient follows his own results only', () => {
  expect(mayFollow(patient, { topic: 'results', key: 'own-patient' })).toBe(true);
  expect(mayFollow(patient, { topic: 'results', key: 'other-patient' })).toBe(false);
  expect(mayFollow(patient, { topic: 'worklist', key: null })).toBe(false);
});
