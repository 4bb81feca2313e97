import { expect, test } from 'vitest';
import { contentOf, draftOf, missingIn, shownDevices, stateWords } from './device-words';
import type { Device } from './types';

const at = new Date('2026-11-21T03:00:00Z');
const device = (given: Partial<Device> = {}): Device => ({
  id: 'd-1',
  laboratoryId: 'l-1',
  laboratoryName: 'Valmont',
  codes: ['GLU-REA-03'],
  name: 'Lecteur de glycémie 3',
  ward: 'Réanimation',
  kind: 'glucose',
  silentAfterMinutes: 30,
  limitMinutes: 30,
  state: 'heard',
  createdAt: at,
  changedAt: at,
  changedByName: 'X',
  expectedSince: at,
  lastHeardAt: at,
  blockedAt: null,
  blockedByName: null,
  blockReason: null,
  heldBack: 0,
  ...given,
});

test('what wants a person comes first, and is found without accents or capitals', () => {
  const list = [device(), device({ id: 'b', state: 'blocked' }), device({ id: 's', state: 'silent', ward: 'Urgences' })];
  expect(shownDevices(list, 'all', '').map(({ id }) => id)).toEqual(['s', 'b', 'd-1']);
  expect(shownDevices(list, 'blocked', '').map(({ id }) => id)).toEqual(['b']);
  expect(shownDevices(list, 'all', 'REANIM glu').map(({ id }) => id)).toEqual(['b', 'd-1']);
});

test('silence counts from the last word, or from when it was expected', () => {
  const later = new Date(at.getTime() + 3_600_000);
  expect(stateWords(device({ state: 'silent' }), later)).toMatch(/^muet depuis 1\s*h/);
  expect(stateWords(device({ state: 'awaited', lastHeardAt: null }), later)).toBe('pas encore entendu');
});

test('the form says what is missing, and gives back what it was given', () => {
  const draft = draftOf(device());
  expect(missingIn(draft)).toBeNull();
  expect(missingIn({ ...draft, name: ' ' })).toBe('indiquez le nom');
  expect(missingIn({ ...draft, codes: '\n' })).toBe('indiquez un code');
  expect(missingIn({ ...draft, minutes: '2' })).toMatch(/^silence de 5 à/);
  expect(contentOf({ ...draft, codes: ' A \n\nB', minutes: '' })).toMatchObject({ codes: ['A', 'B'], silentAfterMinutes: null });
});
