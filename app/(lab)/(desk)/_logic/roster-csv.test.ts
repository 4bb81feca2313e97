import { expect, test } from 'vitest';
import { readRosterCsv, rosterCsv } from './roster-csv';

const roster = {
  sites: [{ id: 's', name: 'Valmont' }],
  people: [{ id: 'p', name: 'Dr Hélène MARCHETTI', siteIds: ['s'], contacts: [] }],
  duties: [
    {
      id: 'd',
      siteId: 's',
      userId: 'p',
      name: 'Dr Hélène MARCHETTI',
      kind: 'garde' as const,
      startsAt: new Date('2026-11-28T19:00:00Z'),
      endsAt: new Date('2026-11-29T07:00:00Z'),
      isAway: false,
      madeByName: '',
      madeAt: new Date(),
    },
  ],
};

test('what was written out can be brought in again', () => {
  const { rows, problems } = readRosterCsv(rosterCsv(roster), roster);
  expect(problems).toEqual([]);
  expect(rows).toEqual([{ line: 2, userId: 'p', siteId: 's', kind: 'garde', from: '2026-11-28T20:00', to: '2026-11-29T08:00' }]);
});

test('every line that cannot be understood is told', () => {
  const text =
    'Site;Personne;Type;Debut;Fin\nValmont;dr helene marchetti;Garde;28/11/2026 20h00;29/11/2026 8:00\nAilleurs;Dr Hélène MARCHETTI;garde;x;y\nValmont;Personne;garde;x;y\nValmont;Dr Hélène MARCHETTI;garde;28/11;x';
  const { rows, problems } = readRosterCsv(text, roster);
  expect(rows).toHaveLength(1);
  expect(problems.map((problem) => problem.slice(0, 7))).toEqual(['Ligne 3', 'Ligne 4', 'Ligne 5']);
  expect(readRosterCsv('a;b', roster).problems).toHaveLength(1);
});
