import { expect, test } from 'vitest';
import { NBSP } from '../../../_text/format';
import { arrivalInShort, arrivalTone, arrivalWords, dutyHours, dutyWords, newestArrival } from './duty-words';
import { at } from './testing';

const site = { id: 's-1', name: 'Valmont', awaiting: 1, held: 0, pressing: 0, lastArrivalAt: null };

test('says kind, hours and number of laboratories', () => {
  const duty = { kind: 'astreinte', startsAt: at('20:00', '2026-11-20'), endsAt: at('08:00') };
  expect(dutyWords({ duty, sites: [site, site] })).toBe(`Astreinte 20:00${NBSP}–${NBSP}08:00, 2${NBSP}laboratoires`);
  expect(dutyWords({ duty: { ...duty, endsAt: at('08:00', '2026-11-28') }, sites: [site] })).toBe(`Astreinte jusqu’au 28/11/2026, 1${NBSP}laboratoire`);
  expect(dutyWords({ duty: null, sites: [] })).toBe('Hors astreinte');
  expect(dutyHours({ duty })).toBe(`Astreinte 20:00${NBSP}–${NBSP}08:00`);
});

test('says when something last came, with its day when that is not today', () => {
  expect(arrivalWords(at('03:16'), at('03:20'))).toBe('reçu 03:16');
  expect(arrivalWords(at('22:00', '2026-11-20'), at('03:20'))).toBe('reçu le 20/11');
  expect(arrivalWords(null, at('03:20'))).toBe('rien reçu');
});

test('where four stand in a row only the hour or the day is left', () => {
  expect(['reçu 03:16', 'reçu le 20/11', 'rien reçu'].map(arrivalInShort)).toEqual(['03:16', '20/11', 'rien']);
});

test('the newest arrival is that of whichever laboratory sent last', () => {
  expect(newestArrival([{ lastArrivalAt: at('03:10') }, { lastArrivalAt: null }, { lastArrivalAt: at('03:16') }])).toEqual(at('03:16'));
  expect(newestArrival([site])).toBeNull();
});

test('only a recent arrival is coloured as fresh', () => {
  expect(arrivalTone(at('03:16'), at('03:20'))).toBe('text-fresh');
  expect(arrivalTone(at('02:41'), at('03:20'))).toBe('text-ink-2');
  expect(arrivalTone(null, at('03:20'))).toBe('text-ink-2');
});
