import { expect, test } from 'vitest';
import { ageWords, taskTitle } from './desk-words';

test('a task says what is asked and since when, and that it is late', () => {
  expect(taskTitle({ kind: 'rectification', field: 'birthDate' })).toBe('Rectification, date de naissance');
  expect(taskTitle({ kind: 'reading', field: '' })).toBe('Une lecture l’étonne');
  const now = new Date('2026-11-24T12:00:00Z');
  const of = (days: number) => {
    const createdAt = new Date(now.getTime() - days * 86_400_000);
    return ageWords({ createdAt, dueAt: new Date(createdAt.getTime() + 30 * 86_400_000) }, now);
  };
  expect(of(0)).toEqual({ text: 'aujourd’hui', isLate: false });
  expect(of(1)).toEqual({ text: 'depuis 1 jour', isLate: false });
  expect(of(31)).toEqual({ text: 'depuis 31 jours, délai d’un mois dépassé', isLate: true });
});
