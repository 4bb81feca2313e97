import { dayAfter } from '../platform/paris-days';

/** Group objectives for sampling to availability, until each laboratory sets its own (arrêté of 15 December 2016). */
export const TARGETS_MS = { urgent: 60 * 60_000, routine: 4 * 3_600_000 } as const;
/** Read by nobody for longer than that is told apart. */
export const UNREAD_MS = 4 * 3_600_000;
/** Under that many dossiers a delay says more of chance than of the laboratory. */
export const ENOUGH = 10;
/** Same weekdays that make « habituel »; fewer than three make none. */
export const USUAL_WEEKS = 8;
const ENOUGH_WEEKS = 3;

/** The calendar days from one to another, both included. */
export function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) days.push(day);
  return days;
}

/** The same weekday in the weeks before, newest first. */
export const sameWeekdaysBefore = (day: string): string[] => Array.from({ length: USUAL_WEEKS }, (_, week) => dayAfter(day, -7 * (week + 1)));

/** The middle of what the weeks gave; null while there are too few weeks to call anything usual. */
export function usualOf(counts: readonly number[]): number | null {
  if (counts.length < ENOUGH_WEEKS) return null;
  const sorted = [...counts].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

export interface Delay {
  count: number;
  medianMs: number | null;
  ninetiethMs: number | null;
}

/** A delay with its median and its ninetieth percentile together, or none of them (« Trop peu de dossiers pour un délai »). */
export function delayOf(count: number, medianSeconds: number | null, ninetiethSeconds: number | null): Delay {
  const isEnough = count >= ENOUGH && medianSeconds !== null && ninetiethSeconds !== null;
  return { count, medianMs: isEnough ? Math.round(medianSeconds * 1000) : null, ninetiethMs: isEnough ? Math.round(ninetiethSeconds * 1000) : null };
}
