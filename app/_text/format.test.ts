import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatAgo,
  formatCalendarDate,
  formatDate,
  formatDuration,
  formatInstant,
  formatLongDate,
  formatMoment,
  formatNumber,
  formatPhone,
  formatRemaining,
  formatShare,
  formatTimeWithSeconds,
  formatUnit,
  plural,
  withDecimalComma,
} from './format';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const MINUTE = 60_000;

describe('instants', () => {
  it('are shown in Paris, winter and summer', () => {
    expect(formatInstant('2026-11-21T02:16:00Z')).toBe('21/11/2026 03:16');
    expect(formatInstant('2026-07-01T22:30:00Z')).toBe('02/07/2026 00:30');
    expect(formatTimeWithSeconds('2026-11-21T02:18:24Z')).toBe('03:18:24');
    expect(formatLongDate('2026-11-21T02:16:00Z')).toBe('samedi 21 novembre 2026');
  });
  it('write midnight as 00, never 24', () => {
    expect(formatInstant('2026-11-20T23:00:00Z')).toBe('21/11/2026 00:00');
  });
  it('name today, yesterday and other days by the Paris calendar', () => {
    const now = '2026-11-24T06:42:00Z';
    expect(formatMoment('2026-11-24T05:48:00Z', now)).toBe('à 06:48');
    expect(formatMoment('2026-11-23T22:59:00Z', now)).toBe('hier à 23:59');
    expect(formatMoment('2026-11-12T05:10:00Z', now)).toBe('le 12/11/2026 à 06:10');
  });
  it('keep a calendar date free of time zones and an unreadable one verbatim', () => {
    expect(formatCalendarDate('1979-03-28')).toBe('28/03/1979');
    expect(formatCalendarDate('19420229')).toBe('19420229');
    expect(formatDate('2026-11-21T22:59:00Z')).toBe('21/11/2026');
  });
});

describe('durations', () => {
  it.each([
    [38_000, '38 s'],
    [26 * MINUTE, '26 min'],
    [59 * MINUTE + 59_000, '59 min'],
    [70 * MINUTE, '1 h 10'],
    [125 * MINUTE, '2 h 05'],
    [9 * 60 * MINUTE, '9 h'],
    [25 * 60 * MINUTE, '25 h'],
    [3 * 24 * 60 * MINUTE, '3 jours'],
  ])('%d ms reads %s', (ms, text) => {
    expect(plain(formatDuration(ms))).toBe(text);
  });
  it('say what is left, and by how much a delay is over', () => {
    const now = '2026-11-21T02:16:00Z';
    expect(formatRemaining('2026-11-21T02:30:00Z', now, 45 * MINUTE)).toEqual({ text: `14\u00a0min`, urgent: true });
    expect(formatRemaining('2026-11-21T02:47:00Z', now, 45 * MINUTE).urgent).toBe(false);
    expect(plain(formatRemaining('2026-11-21T02:10:00Z', now).text)).toBe('dépassé 6 min');
  });
  it('say how long ago', () => {
    expect(formatAgo('2026-11-21T02:15:30Z', '2026-11-21T02:16:00Z')).toBe('à l’instant');
    expect(plain(formatAgo('2026-11-21T01:50:00Z', '2026-11-21T02:16:00Z'))).toBe('il y a 26 min');
  });
});

describe('numbers', () => {
  it('take a decimal comma and a true minus sign', () => {
    expect(formatNumber(6.9)).toBe('6,9');
    expect(formatNumber(-0.3, 1)).toBe('−0,3');
    expect(plain(formatNumber(18204))).toBe('18 204');
  });
  it('sent as text take the comma only when they are nothing but a number', () => {
    expect(withDecimalComma('6.9')).toBe('6,9');
    expect(withDecimalComma('<0.01')).toBe('<0,01');
    expect(withDecimalComma('412')).toBe('412');
    expect(withDecimalComma('Repassé : 6.9 puis 6.8')).toBe('Repassé : 6.9 puis 6.8');
    expect(withDecimalComma('1.2.3')).toBe('1.2.3');
  });
  it('agree their noun, zero in the singular', () => {
    expect(plain(plural(0, 'résultat', 'résultats'))).toBe('0 résultat');
    expect(plain(plural(5, 'résultat', 'résultats'))).toBe('5 résultats');
  });
  it('make no share of nothing', () => {
    expect(plain(formatShare(371, 386))).toBe('96 %');
    expect(formatShare(0, 0)).toBe('–');
  });
});

describe('units and telephone numbers', () => {
  it('are written as one reads them', () => {
    expect(formatUnit('10*9/L')).toBe('10⁹/L');
    expect(formatUnit('10^12/L')).toBe('10¹²/L');
    expect(formatUnit('umol/L')).toBe('µmol/L');
    expect(formatUnit('U/L')).toBe('U/L');
    expect(plain(formatPhone('0329000415'))).toBe('03 29 00 04 15');
    expect(plain(formatPhone('+33329000415'))).toBe('03 29 00 04 15');
    expect(formatPhone('15')).toBe('15');
  });
});

describe('ages', () => {
  it.each([
    ['1979-03-28', '47 ans'],
    ['1979-11-21', '47 ans'],
    ['1979-11-22', '46 ans'],
    ['2026-11-19', '2 jours'],
    ['2026-11-20', '1 jour'],
    ['2026-04-01', '7 mois'],
    ['2025-01-01', '22 mois'],
  ])('of someone born on %s read %s', (birthDate, text) => {
    expect(plain(formatAge(birthDate, '2026-11-21T02:16:00Z'))).toBe(text);
  });
  it('are not guessed from an impossible or missing date', () => {
    expect(formatAge(null, '2026-11-21T02:16:00Z')).toBe('');
    expect(formatAge('19420229', '2026-11-21T02:16:00Z')).toBe('');
    expect(formatAge('2027-01-01', '2026-11-21T02:16:00Z')).toBe('');
  });
});
