import type { DayCounts, DayKind, Island } from './types';

/** Whether each of the three left sides is the sum of its right side, and nothing else differs. */
export function isBalanced(counts: DayCounts, differences: number): boolean {
  return differences === 0 && [counts.messages, counts.results, counts.dossiers].every(sums);
}

function sums(line: { received: number } & Record<string, number>): boolean {
  const { received, ...terms } = line;
  return received === Object.values(terms).reduce((sum, term) => sum + term, 0);
}

/** A number that falls by so much is the LIS counting anew, not a late message. */
const RESET_DROP = 1_000;

/**
 * The ranges of numbers that never came, in order of arrival. A number that comes late fills its hole; 0 or 1, or a fall of more than a thousand,
 * begins the count anew, and what lies between the last number and the new start is no gap.
 * @see HL7 2.5 chapter 2.10.1 (MSH-13)
 */
export function gapsOf(islands: readonly Island[]): Island[] {
  const epochs: Island[][] = [];
  let highest = -1;
  for (const island of islands) {
    const current = epochs.at(-1);
    const isReset = current !== undefined && island.from < highest && (island.from <= 1 || highest - island.from > RESET_DROP);
    if (!current || isReset) epochs.push([island]);
    else current.push(island);
    highest = !current || isReset ? island.to : Math.max(highest, island.to);
  }
  return epochs.flatMap(holesIn);
}

function holesIn(islands: readonly Island[]): Island[] {
  const holes: Island[] = [];
  let reached: number | null = null;
  for (const { from, to } of [...islands].sort((a, b) => a.from - b.from)) {
    if (reached !== null && from > reached + 1) holes.push({ from: reached + 1, to: from - 1 });
    reached = reached === null ? to : Math.max(reached, to);
  }
  return holes;
}

/** Silence is no chance any more when that many messages should have come since the last one. */
const MISSED = 6;
const LEAST_MINUTES = 15;
/** A link of whose rhythm nothing is known yet. */
const UNKNOWN_MINUTES = 12 * 60;
const LEAST_DAYS = 3;
const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;

export interface Rhythm {
  /** Messages in each hour of the clock, of each earlier day of each kind. */
  history: ReadonlyMap<DayKind, readonly (readonly number[])[]>;
}

/** The middle one, which neither a day of failure nor a day of rush moves; the lower of two middles, so that a quiet hour stays quiet. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** Usual messages in each hour of that kind of day; null when too few such days are known. */
export function usualHours({ history }: Rhythm, kind: DayKind): number[] | null {
  const days = history.get(kind) ?? [];
  if (days.length < LEAST_DAYS) return null;
  return Array.from({ length: 24 }, (_, hour) => median(days.map((hours) => hours[hour] ?? 0)));
}

/**
 * Whether a link is mute: by what usually comes in the minutes that have passed since the last message, hour by hour and by the kind of day, so that a
 * quiet night is none. A fixed time of the profile counts before that.
 * @param placeOf hour of the clock and kind of day of an instant
 */
export function isSilent(
  lastReceivedAt: Date,
  now: Date,
  rhythm: Rhythm,
  silentAfterMinutes: number | null,
  placeOf: (at: Date) => { hour: number; kind: DayKind },
): boolean {
  const minutes = (now.getTime() - lastReceivedAt.getTime()) / 60_000;
  if (silentAfterMinutes !== null) return minutes > silentAfterMinutes;
  if (minutes < LEAST_MINUTES) return false;
  let missed = 0;
  // By quarters of the clock, since no hour begins inside one; a week of silence is 672 steps.
  for (let at = lastReceivedAt.getTime(); at < now.getTime(); ) {
    const next = Math.min(now.getTime(), (Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS);
    const { hour, kind } = placeOf(new Date(at));
    const usual = usualHours(rhythm, kind);
    if (usual === null) return minutes > UNKNOWN_MINUTES;
    missed += ((usual[hour] ?? 0) * (next - at)) / HOUR_MS;
    if (missed >= MISSED) return true;
    at = next;
  }
  return false;
}

/** What is dear is counted less often: never more than a twentieth of the time. */
export const mayCountAgain = (tookMs: number, countedAt: Date, now: Date): boolean => now.getTime() - countedAt.getTime() >= tookMs * 20;
