import { type ClockReading, instantOfWallClock, utcMs, zoneOffsetMs } from './zone';

export type TimePrecision = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction';

export interface Hl7Time {
  /** The start of what was written: a year is its first of January at midnight. Tenths of milliseconds are cut off. */
  readonly instant: Date;
  /** The calendar date as written, in the writer's own zone: the one to take for a birth date. `YYYY-MM-DD` */
  readonly date: string;
  readonly precision: TimePrecision;
  readonly original: string;
  readonly zoneFrom: 'message' | 'profile';
  /** `repeated`: the hour happened twice that night, the first (summer) is taken; `skipped`: it did not exist. */
  readonly clock: ClockReading;
}

export type TimeResult = { readonly ok: true; readonly time: Hl7Time } | { readonly ok: false; readonly problem: string };

const SHAPE = /^(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:\.(\d{1,9}))?)?)?)?)?)?(?:([+-])(\d\d)(\d\d))?$/;
const MINUTE_MS = 60_000;

/**
 * Reads DT, DTM and the first component of TS with any precision, and refuses every date and hour that do not exist
 * (29 February 1942, month 13, 24:01). A text without zone is local time in `defaultZone` (an IANA name).
 *
 * What some systems write although HL7 does not have it is read: 24:00 is the midnight that ends the day written (ISO 8601), a
 * second 60 is the last millisecond of its minute, so that neither an order nor a duration changes.
 * `problem` is a French sentence that never repeats the text.
 * @see HL7 2.5 chapter 2.A.21 (DT), 2.A.22 (DTM), 2.A.77 (TS)
 */
export function parseHl7Time(text: string, defaultZone: string): TimeResult {
  const original = text.trim();
  if (original === '') return refuse('Date absente.');
  const shape = SHAPE.exec(original);
  if (shape === null) return refuse('Date illisible (AAAA[MM[JJ[HH[MM[SS[.S]]]]]][±ZZZZ] attendu).');

  const [year, month, day, hour, minute, second] = shape.slice(1, 7).map((digits) => (digits ? Number(digits) : undefined));
  const fraction = shape[7];
  if (!isCalendarDate(year ?? 0, month ?? 1, day ?? 1)) return refuse('Date impossible : ce jour n’existe pas.');
  const isLeapSecond = second === 60;
  const isDayEnd = hour === 24 && !minute && !second && !Number(fraction ?? 0);
  if (((hour ?? 0) > 23 && !isDayEnd) || (minute ?? 0) > 59 || ((second ?? 0) > 59 && !isLeapSecond)) return refuse('Heure impossible.');

  const offset = offsetMinutes(shape[8], Number(shape[9]), Number(shape[10]));
  if (offset === 'impossible') return refuse('Fuseau horaire impossible.');

  const withinSecond = isLeapSecond ? -1 : milliseconds(fraction);
  const wallClock = utcMs(year ?? 0, month ?? 1, day ?? 1, hour, minute, second) + withinSecond;
  const { instantMs, clock } =
    offset === null ? instantOfWallClock(wallClock, defaultZone) : { instantMs: wallClock - offset * MINUTE_MS, clock: 'plain' as const };
  return {
    ok: true,
    time: {
      instant: new Date(instantMs),
      date: `${shape[1]}-${shape[2] ?? '01'}-${shape[3] ?? '01'}`,
      precision: precisionOf(shape),
      original,
      zoneFrom: offset === null ? 'profile' : 'message',
      clock,
    },
  };
}

/** Prints `YYYYMMDDHHMMSS+ZZZZ`, which means the same second to every reader, in the two nights of clock change too. */
export function printHl7Time(instant: Date, zone: string): string {
  // Before standard time, offsets had seconds, which HL7 cannot say: the clock is then printed in the rounded offset.
  const offset = Math.round(zoneOffsetMs(instant.getTime(), zone) / MINUTE_MS);
  const clock = new Date(instant.getTime() + offset * MINUTE_MS).toISOString().slice(0, 19).replace(/\D/g, '');
  const size = Math.abs(offset);
  return `${clock}${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}${twoDigits(size % 60)}`;
}

function isCalendarDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return new Date(utcMs(year, month, day)).getUTCMonth() === month - 1;
}

function offsetMinutes(sign: string | undefined, hours: number, minutes: number): number | null | 'impossible' {
  if (sign === undefined) return null;
  const size = hours * 60 + minutes;
  if (minutes > 59 || size > 14 * 60) return 'impossible';
  return sign === '-' ? -size : size;
}

function milliseconds(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
}

function precisionOf(shape: RegExpExecArray): TimePrecision {
  const names: TimePrecision[] = ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction'];
  return names.findLast((_, index) => shape[index + 1] !== undefined) ?? 'year';
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function refuse(problem: string): TimeResult {
  return { ok: false, problem };
}
