import { describe, expect, test } from 'vitest';
import { NBSP } from '../../../_text/format';
import { at, sampleEntry } from './testing';
import { askedWords, atHour, headSaysAsked, hourOf, timeWords } from './time-words';

describe('time left', () => {
  const entry = sampleEntry('d', { collectedAt: at('02:45'), deadlineAt: at('03:30') });

  test('turns red below a third of the delay, counted from the sampling', () => {
    expect(timeWords(entry, at('03:14'))).toEqual({ text: `16${NBSP}min`, urgent: false });
    expect(timeWords(entry, at('03:16'))).toEqual({ text: `14${NBSP}min`, urgent: true });
  });

  test('says by how much it is over', () => {
    expect(timeWords(entry, at('03:36'))).toEqual({ text: `dépassé 6${NBSP}min`, urgent: true });
  });

  test('without a delay it is the age of the request, and never red', () => {
    expect(timeWords(sampleEntry('d'), at('03:16'))).toEqual({ text: `26${NBSP}min`, urgent: false });
  });

  test('without an hour of request it counts from the sampling, then from the arrival', () => {
    expect(timeWords(sampleEntry('d', { requestedAt: null }), at('03:16')).text).toBe(`31${NBSP}min`);
    expect(timeWords(sampleEntry('d', { requestedAt: null, collectedAt: null }), at('03:16')).text).toBe(`2${NBSP}min`);
  });
});

test('a dossier without an hour of request says when it came', () => {
  expect(askedWords(sampleEntry('d'), at('03:16'))).toBe(`demandé il y a 26${NBSP}min`);
  expect(askedWords(sampleEntry('d', { requestedAt: null }), at('03:16'))).toBe(`reçu il y a 2${NBSP}min`);
});

test('the request is said once: not again where the line already begins with it', () => {
  expect(headSaysAsked(sampleEntry('d', { deadlineAt: null }), 'next')).toBe(true);
  expect(headSaysAsked(sampleEntry('d', { deadlineAt: at('03:30') }), 'now')).toBe(false);
  expect(headSaysAsked(sampleEntry('d', { deadlineAt: null, openCallAt: at('03:30') }), 'now')).toBe(false);
  expect(headSaysAsked(sampleEntry('d', { deadlineAt: null, plannedFor: at('05:00') }), 'tonight')).toBe(false);
  expect(headSaysAsked(sampleEntry('d', { deadlineAt: null, requestedAt: null }), 'next')).toBe(false);
});

test('an hour of another day carries its date', () => {
  expect(hourOf(at('23:50', '2026-11-20'), at('03:16'))).toBe('20/11/2026 23:50');
  expect(hourOf(at('02:45'), at('03:16'))).toBe('02:45');
  expect(atHour(at('23:50', '2026-11-20'), at('03:16'))).toBe('le 20/11/2026 à 23:50');
  expect(atHour(at('02:45'), at('03:16'))).toBe('à 02:45');
});
