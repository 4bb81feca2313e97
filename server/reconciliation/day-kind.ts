import { dayAfter, dayOf } from '../platform/paris-days';
import type { DayKind } from './types';

const hourFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', hour: '2-digit', hourCycle: 'h23' });

/** Which rhythm a calendar day has: a public holiday is like a Sunday. */
export function dayKindOf(day: string): DayKind {
  if (isHoliday(day)) return 'sunday';
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  if (weekday === 0) return 'sunday';
  return weekday === 6 ? 'saturday' : 'weekday';
}

export const placeOf = (at: Date): { hour: number; kind: DayKind } => ({ hour: hourOf(at), kind: dayKindOf(dayOf(at)) });

export const hourOf = (at: Date): number => Number(hourFormat.format(at));

const FIXED = new Set(['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']);

/** @see code du travail, L3133-1 */
function isHoliday(day: string): boolean {
  const easter = easterOf(Number(day.slice(0, 4)));
  return FIXED.has(day.slice(5)) || [1, 39, 50].some((after) => dayAfter(easter, after) === day);
}

/** Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher). */
function easterOf(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const date = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
