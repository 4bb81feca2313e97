import { expect, test } from 'vitest';
import { dayDue, fateOf, nightOf } from './digest-rules';

const hours = (day: string) => {
  const { fromAt, toAt } = nightOf(day, 'Europe/Paris');
  return (toAt.getTime() - fromAt.getTime()) / 3_600_000;
};

test('a night ends at seven by the clock of the site, also when the clocks change in it', () => {
  expect(nightOf('2026-11-29', 'Europe/Paris')).toEqual({ fromAt: new Date('2026-11-28T19:00:00Z'), toAt: new Date('2026-11-29T06:00:00Z') });
  expect(hours('2026-11-29')).toBe(11);
  expect(hours('2026-10-25')).toBe(12);
  expect(hours('2027-03-28')).toBe(10);
  expect(nightOf('2026-11-29', 'America/Cayenne').toAt).toEqual(new Date('2026-11-29T10:00:00Z'));
});

test('the account of a morning is due from seven on, and made later when the product was down', () => {
  expect(dayDue(new Date('2026-11-29T05:59:59Z'), 'Europe/Paris')).toBe('2026-11-28');
  expect(dayDue(new Date('2026-11-29T06:00:00Z'), 'Europe/Paris')).toBe('2026-11-29');
  expect(dayDue(new Date('2026-11-29T20:00:00Z'), 'Europe/Paris')).toBe('2026-11-29');
});

test('each dossier has one fate, and what no book knows is lost', () => {
  const of = (standing: string | null, kinds: string[] = [], isBehind = false) => fateOf({ standing, kinds, isBehind });
  expect([of('validated', ['validate', 'lis']), of('validated', ['lis']), of('validated', ['auto']), of('held'), of('awaiting'), of('pending')]).toEqual([
    'validated',
    'byLis',
    'automatic',
    'held',
    'waiting',
    'pending',
  ]);
  expect([of('expected'), of('empty'), of(null), of('validated', ['validate'], true), of('unheard-of')]).toEqual([
    'awaited',
    'cancelled',
    'lost',
    'lost',
    'lost',
  ]);
});
