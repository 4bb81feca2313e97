/** Narrow no-break space: before `;` `?` `!` and between thousands; `NBSP` before `:` `%` and inside « ». */
export const NARROW = '\u202f';
export const NBSP = '\u00a0';

const PARIS = 'Europe/Paris';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Instant = string | number | Date;

const day = intl({ day: '2-digit', month: '2-digit', year: 'numeric' });
const dayShort = intl({ day: '2-digit', month: '2-digit' });
const time = intl({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const seconds = intl({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const longDay = intl({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: PARIS });

/** Shows an instant as the calendar day in Paris, `21/11/2026`, wherever the browser stands. */
export function formatDate(at: Instant): string {
  return day.format(new Date(at));
}

/** Shows an instant as day and month in Paris, `21/11`; only where the year is beside it. */
export function formatDayMonth(at: Instant): string {
  return dayShort.format(new Date(at));
}

/** Shows an instant as the hour in Paris, `03:16`. */
export function formatTime(at: Instant): string {
  return time.format(new Date(at));
}

/** Shows an instant as the hour in Paris with seconds, `03:18:24`, for signatures and lost links. */
export function formatTimeWithSeconds(at: Instant): string {
  return seconds.format(new Date(at));
}

/** Shows an instant in full, `21/11/2026 03:16`, Paris time. */
export function formatInstant(at: Instant): string {
  return `${formatDate(at)} ${formatTime(at)}`;
}

/**
 * Shows an instant at the precision that it was sent with: `2026`, `11/2026`, `21/11/2026`, `21/11/2026 14 h` or in full. An hour that nobody wrote is
 * never shown.
 */
export function formatWritten(at: string): string {
  const hour = /^(\d{4}-\d{2}-\d{2})T(\d{2})$/.exec(at);
  if (hour?.[1]) return `${formatCalendarDate(hour[1])} ${hour[2]}${NBSP}h`;
  if (/^\d{4}(-\d{2}){0,2}$/.test(at)) return at.split('-').toReversed().join('/');
  return formatInstant(at);
}

/** Shows an instant as a French day in words, `samedi 21 novembre 2026`, Paris time. */
export function formatLongDate(at: Instant): string {
  return longDay.format(new Date(at));
}

/** Shows a calendar date (`1979-03-28`, no time, no zone) as `28/03/1979`; returns what it cannot read untouched. */
export function formatCalendarDate(on: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(on);
  return found ? `${found[3]}/${found[2]}/${found[1]}` : on;
}

/** Says when an instant was, seen from `now`: `à 06:48`, `hier à 18:05`, `le 12/11/2026 à 06:10`. */
export function formatMoment(at: Instant, now: Instant): string {
  const days = daysBetween(parisDay(at), parisDay(now));
  if (days === 0) return `à ${formatTime(at)}`;
  if (days === 1) return `hier à ${formatTime(at)}`;
  return `le ${formatDate(at)} à ${formatTime(at)}`;
}

/** Says a length of time the way one speaks: `38 s`, `26 min`, `1 h 10`, `13 h`, `3 jours`. Rounds down. */
export function formatDuration(ms: number): string {
  const length = Math.max(0, Math.abs(ms));
  if (length < MINUTE) return `${Math.floor(length / 1000)}${NBSP}s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)}${NBSP}min`;
  if (length < 2 * DAY) return hoursAndMinutes(length);
  return `${Math.floor(length / DAY)}${NBSP}jours`;
}

/** Says what is left of a delay, or by how much it is over (`dépassé 6 min`), with the tone that its figure takes. */
export function formatRemaining(dueAt: Instant, now: Instant, total?: number): { text: string; urgent: boolean } {
  const left = new Date(dueAt).getTime() - new Date(now).getTime();
  if (left < 0) return { text: `dépassé ${formatDuration(left)}`, urgent: true };
  return { text: formatDuration(left), urgent: total !== undefined && left < total / 3 };
}

/** Says how long ago, `il y a 26 min`; always to be shown beside the absolute time. */
export function formatAgo(at: Instant, now: Instant): string {
  const gone = new Date(now).getTime() - new Date(at).getTime();
  return gone < MINUTE ? 'à l’instant' : `il y a ${formatDuration(gone)}`;
}

/** Writes a number the French way: decimal comma, thousands apart, true minus sign. */
export function formatNumber(value: number, decimals?: number): string {
  const digits = decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString('fr-FR', digits).replace('-', '−');
}

/** Writes a share of one as `96 %`. */
export function formatShare(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((100 * part) / whole)}${NBSP}%`;
}

/** Gives a decimal comma to a text that is a number, comparator kept (`<0.01`); anything else stays verbatim. */
export function withDecimalComma(text: string): string {
  return /^\s*[<>≤≥=~]*\s*[-+−]?\d+\.\d+\s*$/.test(text) ? text.replace('.', ',') : text;
}

/** Writes a UCUM-like unit as one reads it: `10*9/L` and `10^9/L` become `10⁹/L`, `umol/L` becomes `µmol/L`. */
export function formatUnit(unit: string): string {
  return unit
    .replace(/10[*^](\d+)/g, (_, power: string) => `10${[...power].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')}`)
    .replace('{1.73_m2}', '1,73 m²')
    .replace(/^u(?=(mol|g|L|kat|UI|IU|m)\b)/, 'µ');
}

/** Says an age on a given day: days under one month, months under two years, then years; empty when unknown. */
export function formatAge(birthDate: string | null, now: Instant): string {
  if (!birthDate || !/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return '';
  const today = parisDay(now);
  const days = daysBetween(birthDate, today);
  if (days < 0) return '';
  const months = monthsBetween(birthDate, today);
  if (months < 1) return plural(days, 'jour', 'jours');
  if (months < 24) return `${months}${NBSP}mois`;
  return `${Math.floor(months / 12)}${NBSP}ans`;
}

/** Writes a French telephone number by pairs, `03 29 00 04 15`; leaves any other number as it is. */
export function formatPhone(phone: string): string {
  const digits = phone.replace(/[\s.-]/g, '').replace(/^\+33/, '0');
  return /^0\d{9}$/.test(digits) ? (digits.match(/\d{2}/g) ?? []).join(NBSP) : phone;
}

/** Agrees a noun with its number: `1 résultat`, `5 résultats`; zero takes the singular in French. */
export function plural(count: number, one: string, many: string): string {
  return `${formatNumber(count)}${NBSP}${count < 2 ? one : many}`;
}

function intl(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('fr-FR', { ...options, timeZone: PARIS });
}

function parisDay(at: Instant): string {
  return isoDay.format(new Date(at));
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  return (toYear - fromYear) * 12 + (toMonth - fromMonth) - (toDay < fromDay ? 1 : 0);
}

function hoursAndMinutes(length: number): string {
  const minutes = Math.floor((length % HOUR) / MINUTE);
  const hours = `${Math.floor(length / HOUR)}${NBSP}h`;
  return minutes === 0 ? hours : `${hours}${NBSP}${String(minutes).padStart(2, '0')}`;
}
