import { expect, test } from 'vitest';
import { delayInForce, delayOrigin, delaysShown, minutesWords, typedMinutes } from './delay-words';
import type { DelayLine } from './types';

const set = (minutes: number | null) => ({
  version: 1,
  minutes,
  reason: 'Liste 2026',
  madeByName: 'Dr Hélène MARCHETTI',
  since: new Date('2026-11-12T10:00:00Z'),
});
const line = (changes: Partial<DelayLine>): DelayLine => ({
  loincCode: '2823-3',
  label: 'Potassium',
  chapter: 'Biochimie',
  proposed: 45,
  versions: [],
  ...changes,
});

test('what the laboratory set counts, also that it set none; what nobody set is what is proposed, and says so', () => {
  expect(delayInForce(line({}))).toEqual({ minutes: 45, isOwn: false });
  expect(delayInForce(line({ versions: [set(30)] }))).toEqual({ minutes: 30, isOwn: true });
  expect(delayInForce(line({ versions: [set(null)] }))).toEqual({ minutes: null, isOwn: true });
  expect(delayOrigin(line({}))).toBe('proposé par Relais, à confirmer');
  expect(delayOrigin(line({ proposed: null }))).toBe('');
  expect(delayOrigin(line({ versions: [set(30)] }))).toBe('fixé par Dr Hélène MARCHETTI, le 12/11/2026');
  expect(delayOrigin(line({ versions: [set(null)] }))).toBe('retiré par Dr Hélène MARCHETTI, le 12/11/2026');
});

test('minutes are said as one says them', () => {
  expect([null, 5, 60, 90, 2880].map(minutesWords)).toEqual(['', '5\u00a0min', '1\u00a0h', '1\u00a0h\u00a030', '48\u00a0h']);
});

test('only minutes within the limits are read; an empty field is no delay', () => {
  expect(['', ' 45 ', '4', '5', '2880', '2881', '1,5', '-10', '1e2', 'x'].map(typedMinutes)).toEqual([
    null,
    45,
    undefined,
    5,
    2880,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('a filter shows what is urgent, or what waits to be confirmed', () => {
  const lines = [line({}), line({ loincCode: '1', label: 'Ferritine', proposed: null }), line({ loincCode: '2', label: 'Sodium', versions: [set(null)] })];
  expect(delaysShown(lines, '', 'all')).toHaveLength(3);
  expect(delaysShown(lines, '', 'urgent').map(({ label }) => label)).toEqual(['Potassium']);
  expect(delaysShown(lines, '', 'proposed').map(({ label }) => label)).toEqual(['Potassium']);
  expect(delaysShown(lines, 'FERR', 'all').map(({ label }) => label)).toEqual(['Ferritine']);
});
