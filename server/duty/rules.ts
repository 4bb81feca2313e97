import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { dayAfter, instantOfParis } from '../platform/paris-days';

export interface Stretch {
  startsAt: Date;
  endsAt: Date;
}
export interface Held extends Stretch {
  cancelledAt: Date | null;
}

const HOUR_MS = 3_600_000;
/** Two weeks, with the hour that a change of clocks adds. */
const LONGEST_MS = (14 * 24 + 1) * HOUR_MS;
/** « De garde depuis 20 h », written down at 20 h 30. */
const LATE_MS = 24 * HOUR_MS;

/** When it ends in truth: at its end, or when it was cancelled, whatever comes first. */
export const endOf = ({ endsAt, cancelledAt }: Pick<Held, 'endsAt' | 'cancelledAt'>): Date =>
  cancelledAt !== null && cancelledAt < endsAt ? cancelledAt : endsAt;

/** Somebody answers from the first minute on, and no more at the last: of two who follow each other exactly one answers. */
export const holdsAt = (held: Held, at: Date): boolean => held.startsAt <= at && endOf(held) > at;

export const overlap = (a: Stretch, b: Stretch): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;

export type PeriodRefusal = Refusal<'duty-wrong-period' | 'duty-clock-skipped' | 'duty-too-long' | 'duty-past'>;

/** The instants between two readings of the clock in Paris; refuses what ends before it begins and an hour that the clocks skip. */
export function periodOf(from: string, to: string): Outcome<Stretch, PeriodRefusal> {
  if (!isReading(from) || !isReading(to)) return refuse('duty-wrong-period');
  const [start, end] = [instantOfParis(from), instantOfParis(to)];
  if (start.clock === 'skipped' || end.clock === 'skipped') return refuse('duty-clock-skipped');
  return end.at > start.at ? done({ startsAt: start.at, endsAt: end.at }) : refuse('duty-wrong-period');
}

/** The same hours of the clock on so many days: a night in which the clocks change is an hour longer or shorter, and begins and ends as the others. */
export function periodsOf({ from, to, days }: { from: string; to: string; days: number }, now: Date): Outcome<Stretch[], PeriodRefusal> {
  if (!isReading(from) || !isReading(to)) return refuse('duty-wrong-period');
  const periods: Stretch[] = [];
  for (let day = 0; day < days; day += 1) {
    const period = periodOf(laterBy(from, day), laterBy(to, day));
    if (!period.ok) return period;
    const { startsAt, endsAt } = period.value;
    if (endsAt.getTime() - startsAt.getTime() > LONGEST_MS) return refuse('duty-too-long');
    if (endsAt <= now || now.getTime() - startsAt.getTime() > LATE_MS) return refuse('duty-past');
    if (periods.some((other) => overlap(other, period.value))) return refuse('duty-wrong-period');
    periods.push(period.value);
  }
  return done(periods);
}

/** A day that the calendar has and an hour that a clock shows: « le 31 février » is neither. */
const isReading = (wallClock: string): boolean => {
  const at = Date.parse(`${wallClock}:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 16) === wallClock;
};

const laterBy = (wallClock: string, days: number): string => `${dayAfter(wallClock.slice(0, 10), days)}${wallClock.slice(10)}`;

/** The parts of `window` in which none of these holds, in their order. */
export function gapsOf(covers: readonly Stretch[], window: Stretch): Stretch[] {
  const gaps: Stretch[] = [];
  let at = window.startsAt;
  for (const cover of covers.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    if (cover.startsAt >= window.endsAt) break;
    if (cover.startsAt > at) gaps.push({ startsAt: at, endsAt: cover.startsAt });
    if (cover.endsAt > at) at = cover.endsAt;
  }
  return at < window.endsAt ? [...gaps, { startsAt: at, endsAt: window.endsAt }] : gaps;
}

/** What a duty really covers: itself, without the absences of its person. */
export const presentIn = (duty: Held, absences: readonly Held[]): Stretch[] => {
  const window = { startsAt: duty.startsAt, endsAt: endOf(duty) };
  if (window.endsAt <= window.startsAt) return [];
  return gapsOf(
    absences.map((absence) => ({ startsAt: absence.startsAt, endsAt: endOf(absence) })).filter(({ startsAt, endsAt }) => endsAt > startsAt),
    window,
  );
};

/** The part of a duty that can still be given away: from now on, within it; null when nothing is left. */
export function partOf(duty: Held, wanted: { from: Date | null; to: Date | null }, now: Date): Stretch | null {
  const startsAt = latest(duty.startsAt, wanted.from ?? duty.startsAt, now);
  const endsAt = earliest(endOf(duty), wanted.to ?? duty.endsAt);
  return startsAt < endsAt ? { startsAt, endsAt } : null;
}

/** What becomes of a duty when a part of it goes to somebody else: until when it holds, and what is left of it afterwards. */
export function splitBy(duty: Held, part: Stretch): { holdsUntil: Date; rest: Stretch | null } {
  const rest = { startsAt: part.endsAt, endsAt: endOf(duty) };
  return { holdsUntil: part.startsAt, rest: rest.startsAt < rest.endsAt ? rest : null };
}

const latest = (...dates: readonly Date[]): Date => new Date(Math.max(...dates.map((date) => date.getTime())));
const earliest = (...dates: readonly Date[]): Date => new Date(Math.min(...dates.map((date) => date.getTime())));
