import { localIso } from './local-time';

/** Digits of an HL7 time that name whole days and more: year, month, day. */
const DAY_DIGITS = 8;

const digitsOf = (text: string): number => /^\d+/.exec(text)?.[0].length ?? 0;

/** Whether what was written of an instant names an hour and its minute; a text that is not there is no reason to doubt. */
export const isToTheMinute = (text: string): boolean => text === '' || digitsOf(text) > 10;

/** The instant where it is one, to the minute; null where an hour would be invented. */
export const instantToTheMinute = (instant: Date | null, text: string): Date | null => (isToTheMinute(text) ? instant : null);

/**
 * Writes an instant in ISO 8601 at the precision that its sender gave: `2026`, `2026-11`, `2026-11-21`, `2026-11-21T14`, `2026-11-21T14:05+01:00` or with
 * its seconds. Nothing finer is ever invented.
 * @param text as written (HL7 2.5 chapter 2.A.22); empty when it is not known, the instant is then written whole
 */
export function writtenIso(instant: Date, text: string, timeZone: string): string {
  const whole = localIso(instant, timeZone);
  const digits = digitsOf(text);
  // The calendar day is the sender's own, whatever the zone that she wrote.
  if (digits >= 4 && digits <= DAY_DIGITS) return [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)].slice(0, digits / 2 - 1).join('-');
  if (digits === 10) return whole.slice(0, 13);
  return digits === 12 ? whole.replace(/:\d\d(?=[+-])/, '') : whole;
}

/** The same, only where it is coarser than a minute: what a screen shows in place of the instant. */
export const coarseIso = (instant: Date | null, text: string, timeZone: string): string | null =>
  instant === null || isToTheMinute(text) ? null : writtenIso(instant, text, timeZone);
