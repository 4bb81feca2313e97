import { expect, test } from 'vitest';
import { reminderAt, reminderProblem, reminderWords } from './reminder-words';

const night = new Date('2026-11-21T03:20:30+01:00');

test.each([
  ['none', '', null],
  ['15', '', '2026-11-21T03:36:00+01:00'],
  ['60', '', '2026-11-21T04:21:00+01:00'],
  ['morning', '', '2026-11-21T07:00:00+01:00'],
  ['free', '2026-11-21T05:30', '2026-11-21T05:30:00+01:00'],
  ['free', '', null],
] as const)('the reminder « %s » %s', (choice, free, at) => {
  expect(reminderAt(choice, free, night)).toEqual(at === null ? null : new Date(at));
});

test('seven o’clock is that of tomorrow once it is past, also over a change of clocks', () => {
  expect(reminderAt('morning', '', new Date('2026-11-21T08:00:00+01:00'))).toEqual(new Date('2026-11-22T07:00:00+01:00'));
  expect(reminderAt('morning', '', new Date('2026-10-24T22:00:00+02:00'))).toEqual(new Date('2026-10-25T07:00:00+01:00'));
  expect(reminderAt('free', '2026-10-25T01:30', new Date('2026-10-24T22:00:00+02:00'))).toEqual(new Date('2026-10-25T01:30:00+02:00'));
});

test('says why a reminder cannot be kept, and when it will ring', () => {
  expect(reminderProblem('none', null, night)).toBe('');
  expect(reminderProblem('free', null, night)).toBe('heure du rappel à écrire');
  expect(reminderProblem('free', new Date('2026-11-21T03:20:00+01:00'), night)).toBe('rappel déjà passé');
  expect(reminderProblem('free', new Date('2026-11-29T03:20:00+01:00'), night)).toBe('rappel à plus de sept jours');
  expect(reminderWords(new Date('2026-11-22T07:00:00+01:00'), night)).toBe('Le dossier reviendra en tête de liste demain à 07:00.');
});
