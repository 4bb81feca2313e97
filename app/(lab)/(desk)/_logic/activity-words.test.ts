import { describe, expect, test } from 'vitest';
import { activityRows, delayAxis, funnelSteps, lastMessageWords, muteSentences, receivedWords } from './activity-words';
import type { Activity, Delay, Link, Links } from './types';

const COUNTS = { siteId: null, name: 'Tous', received: 386, validated: 371, completed: 369, available: 370, read: 331, waitingLate: 2, unreadLate: 3 };
const DELAY: Delay = { siteId: 'v', name: 'Valmont', count: 12, medianMs: 41 * 60_000, ninetiethMs: 63 * 60_000 };
const NOW = new Date('2026-11-24T15:30:00+01:00');

const activity = (changes: Partial<Activity> = {}): Activity => ({
  at: NOW,
  from: '2026-11-24',
  to: '2026-11-24',
  today: '2026-11-24',
  sites: [{ id: 'v', name: 'Valmont', laboratoryId: 'lab-v' }],
  total: COUNTS,
  bySite: [
    { ...COUNTS, siteId: 'v', name: 'Valmont' },
    { ...COUNTS, siteId: 'h', name: '=Hauterive' },
  ],
  calls: [],
  waitingBefore: 0,
  delays: { urgent: [DELAY], routine: [{ ...DELAY, count: 9, medianMs: null, ninetiethMs: null }], targetsMs: { urgent: 3_600_000, routine: 14_400_000 } },
  hours: [],
  days: [],
  ...changes,
});

const links = (lastReceivedAt: Date | null, muteSince: Date | null): Links => {
  const inbound: Link['inbound'] = { lastReceivedAt, lastAnswer: 'AA', today: 1, keptOutToday: 0, usualGapMs: 120_000, muteSince };
  const outbound: Link['outbound'] = { lastAt: null, lastOutcome: null, lastAnswer: null, waiting: 0, refused: 0, firstWaiting: null };
  return {
    at: NOW,
    mayRetry: false,
    links: [{ laboratoryId: 'lab-v', name: 'Valmont', inbound, outbound }],
    day: { received: 0, applied: 0, stored: 0, refused: 0, quarantined: 0, discarded: 0 },
  };
};

test('each step says what stayed behind and what is late', () => {
  expect(funnelSteps(COUNTS).map(({ count, rest, late }) => [count, rest, late])).toEqual([
    [386, undefined, undefined],
    [371, '15 à valider, 2 en partie', '2 au-delà du délai'],
    [370, '1\u00a0non diffusé', undefined],
    [331, '39\u00a0non lus', '3 depuis plus de 4\u00a0h'],
  ]);
});

test('the period is said', () => {
  expect(receivedWords(activity())).toBe('386\u00a0dossiers reçus depuis minuit');
  expect(receivedWords(activity({ from: '2026-11-18' }))).toBe('386\u00a0dossiers reçus du 18/11 au 24/11');
});

describe('a mute laboratory', () => {
  const since = new Date('2026-11-24T02:41:00+01:00');
  test('is named with the hour, where its figures are shown', () => {
    expect(muteSentences(links(since, since), activity(), NOW)).toEqual(['Valmont ne transmet plus depuis 02:41\u00a0: ces chiffres sont incomplets.']);
    expect(muteSentences(links(since, since), activity({ sites: [] }), NOW)).toEqual([]);
    expect(muteSentences(links(since, null), activity(), NOW)).toEqual([]);
  });
  test('and the last message tells how old an empty page is', () => {
    expect(lastMessageWords(links(since, null), NOW)).toBe('Dernier message du SIL à 02:41.');
    expect(lastMessageWords(links(null, null), NOW)).toBe('Aucun message du SIL n’est encore arrivé.');
  });
});

test.each([
  [3_600_000, null, 1_800_000],
  [3_600_000, 83 * 60_000, 1_800_000],
  [14_400_000, null, 3_600_000],
  [14_400_000, 30 * 3_600_000, 6 * 3_600_000],
])('an axis for the objective %i holds the slowest %i', (targetMs, ninetiethMs, stepMs) => {
  const axis = delayAxis([{ ...DELAY, ninetiethMs }], targetMs);
  expect(axis.stepMs).toBe(stepMs);
  expect(axis.endMs).toBeGreaterThanOrEqual(Math.max(targetMs, ninetiethMs ?? 0));
  expect(axis.endMs % axis.stepMs).toBe(0);
});

test('the exported table has a line for all and one per site, and no delay where there are too few', () => {
  const [, all, valmont] = activityRows(activity());
  expect(all?.[2]).toBe('Tous');
  expect(valmont?.slice(10)).toEqual([12, 41, 63, 9, null, null]);
});
