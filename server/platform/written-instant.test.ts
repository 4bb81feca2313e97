import { expect, test } from 'vitest';
import { coarseIso, instantToTheMinute, writtenIso } from './written-instant';

test.each([
  ['2026', '2025-12-31T23:00:00Z', '2026'],
  ['202611', '2026-10-31T23:00:00Z', '2026-11'],
  ['20261121', '2026-11-20T23:00:00Z', '2026-11-21'],
  ['20240229', '2024-02-28T23:00:00Z', '2024-02-29'],
  ['20261121-0500', '2026-11-21T05:00:00Z', '2026-11-21'],
  ['2026112114', '2026-11-21T13:00:00Z', '2026-11-21T14'],
  ['202611211405', '2026-11-21T13:05:00Z', '2026-11-21T14:05+01:00'],
  ['202610250230', '2026-10-25T00:30:00Z', '2026-10-25T02:30+02:00'],
  ['202610250230+0100', '2026-10-25T01:30:00Z', '2026-10-25T02:30+01:00'],
  ['202603290330', '2026-03-29T01:30:00Z', '2026-03-29T03:30+02:00'],
  ['20261121140512', '2026-11-21T13:05:12Z', '2026-11-21T14:05:12+01:00'],
  ['20261121140512.25+0100', '2026-11-21T13:05:12.250Z', '2026-11-21T14:05:12+01:00'],
  ['', '2026-11-21T13:05:12Z', '2026-11-21T14:05:12+01:00'],
])('what was written as « %s » is never shown finer', (text, instant, written) => {
  expect(writtenIso(new Date(instant), text, 'Europe/Paris')).toBe(written);
  const isCoarse = written.length < 16;
  expect(coarseIso(new Date(instant), text, 'Europe/Paris')).toBe(isCoarse ? written : null);
  expect(instantToTheMinute(new Date(instant), text)).toEqual(isCoarse ? null : new Date(instant));
});
