const formatters = new Map<string, Intl.DateTimeFormat>();

/** How a wall-clock reading relates to real time: `repeated` and `skipped` are the two nights when clocks change. */
export type ClockReading = 'plain' | 'repeated' | 'skipped';

const DAY_MS = 86_400_000;

/**
 * Finds the instant at which the clocks of `zone` show a wall-clock time (given as if it were UTC, in milliseconds).
 * An hour that happens twice means its first occurrence (summer time); one that does not exist is shifted forward by
 * the gap, as clocks are.
 */
export function instantOfWallClock(wallClockMs: number, zone: string): { instantMs: number; clock: ClockReading } {
  const before = zoneOffsetMs(wallClockMs - DAY_MS, zone);
  const after = zoneOffsetMs(wallClockMs + DAY_MS, zone);
  const matches = [before, after].filter((offset) => zoneOffsetMs(wallClockMs - offset, zone) === offset);
  const first = matches[0];
  if (first === undefined) return { instantMs: wallClockMs - before, clock: 'skipped' };
  return { instantMs: wallClockMs - Math.max(...matches), clock: new Set(matches).size > 1 ? 'repeated' : 'plain' };
}

/** Since that year every zone changes its clocks at a whole quarter of an hour, and one answer serves for it. */
const QUARTERS_SINCE = Date.UTC(1972, 0, 1);
const QUARTER_MS = 900_000;
/** Some years of quarters; a sender of odd dates cannot fill the memory. */
const MOST_QUARTERS = 50_000;

const offsets = new Map<string, Map<number, number>>();

/** How far the clocks of `zone` are ahead of UTC at an instant; throws on a zone that Intl does not know. */
export function zoneOffsetMs(instantMs: number, zone: string): number {
  if (!(instantMs >= QUARTERS_SINCE)) return askedOffsetMs(instantMs, zone);
  const quarter = Math.floor(instantMs / QUARTER_MS);
  let known = offsets.get(zone);
  const offset = known?.get(quarter);
  if (offset !== undefined) return offset;
  const asked = askedOffsetMs(quarter * QUARTER_MS, zone);
  if (known === undefined || known.size >= MOST_QUARTERS) offsets.set(zone, (known = new Map()));
  known.set(quarter, asked);
  return asked;
}

/** Intl's own answer: some 15 µs each. */
function askedOffsetMs(instantMs: number, zone: string): number {
  const wholeSecond = Math.floor(instantMs / 1000) * 1000;
  const part: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(wholeSecond)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return utcMs(year, month, day, hour, minute, second) - wholeSecond;
}

/** Like Date.UTC, without its guess that years below 100 belong to the twentieth century. */
export function utcMs(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, 0);
  return date.getTime();
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, formatter);
  return formatter;
}
