import { describe, expect, test } from 'vitest';
import { cellOf, gapWords, hoursWords, mondayOf, shortName, soonWords, wallClock } from './duty-board';
import type { RosterDuty } from './types';

const paris = (text: string): Date => new Date(`${text}:00+01:00`);
const duty = (startsAt: Date, endsAt: Date, changes: Partial<RosterDuty> = {}): RosterDuty => ({
  id: startsAt.toISOString(),
  siteId: 's',
  userId: 'u',
  name: 'Dr Anne ARNAUD',
  kind: 'astreinte',
  startsAt,
  endsAt,
  isAway: false,
  madeByName: '',
  madeAt: startsAt,
  ...changes,
});
const night = duty(paris('2026-11-28T20:00'), paris('2026-11-29T08:00'));

describe('a square of the roster', () => {
  test('holds a night on the day on which it begins, and once', () => {
    const board = { duties: [night], gaps: [] };
    expect(cellOf(board, 's', '2026-11-28', false).blocks).toHaveLength(1);
    expect(cellOf(board, 's', '2026-11-29', false).blocks).toHaveLength(0);
    expect(cellOf(board, 's', '2026-11-29', true).blocks).toHaveLength(1);
    expect(cellOf(board, 'other', '2026-11-28', false).blocks).toHaveLength(0);
  });

  test('puts those of the same hours together, who is on the spot first', () => {
    const guard = { ...night, id: 'g', kind: 'garde' as const };
    expect(cellOf({ duties: [night, guard], gaps: [] }, 's', '2026-11-28', false).blocks.map(({ duties }) => duties.map(({ kind }) => kind))).toEqual([
      ['garde', 'astreinte'],
    ]);
  });
});

test('a gap is told by the hours of its day', () => {
  const gap = { startsAt: paris('2026-11-28T20:00'), endsAt: paris('2026-11-30T08:00') };
  expect(gapWords(gap, '2026-11-28')).toBe('personne de 20:00 à 24:00');
  expect(gapWords(gap, '2026-11-29')).toBe('personne de la journée');
  expect(gapWords(gap, '2026-11-30')).toBe('personne de 00:00 à 08:00');
});

test('what is ahead says since when, and whether anything comes after', () => {
  const sites = [{ id: 's', name: 'Valmont' }];
  const at = paris('2026-11-28T12:00');
  const [line] = soonWords({ sites, at, soon: [{ siteId: 's', startsAt: at, endsAt: new Date(at.getTime() + 14 * 86_400_000) }] });
  expect(line).toMatchObject({ isNow: true, isNear: true, text: 'Valmont\u00a0: personne de garde en ce moment, personne n’est planifié ensuite' });
});

test('weeks begin on Monday; hours, names and fields are those of Paris', () => {
  expect([mondayOf('2026-11-29'), mondayOf('2026-11-30')]).toEqual(['2026-11-23', '2026-11-30']);
  expect(hoursWords(night)).toBe('20:00\u00a0–\u00a008:00');
  expect(shortName('Dr Anne ARNAUD DUPONT')).toBe('ARNAUD DUPONT');
  expect(wallClock(night.startsAt)).toBe('2026-11-28T20:00');
});
