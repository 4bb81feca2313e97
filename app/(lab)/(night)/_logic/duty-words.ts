import { formatDate, formatTime, NBSP, plural } from '../../../_text/format';
import type { Worklist } from './types';

const DAY = 86_400_000;
const KINDS: Readonly<Record<string, string>> = { astreinte: 'Astreinte', garde: 'Garde', presence: 'Présence' };
/** An arrival younger than this is coloured as fresh; the hour says the rest. */
const FRESH = 15 * 60_000;

/** « Astreinte 20:00 – 08:00 »; a duty of more than a day says until which day it lasts. */
export function dutyHours({ duty }: Pick<Worklist, 'duty'>): string {
  if (!duty) return 'Hors astreinte';
  if (duty.kind === 'releve') return `Heures finies à ${formatTime(duty.endsAt)}, vous répondez jusqu’à la relève`;
  const kind = KINDS[duty.kind] ?? duty.kind;
  const isShort = duty.endsAt.getTime() - duty.startsAt.getTime() <= DAY;
  return `${kind} ${isShort ? `${formatTime(duty.startsAt)}${NBSP}–${NBSP}${formatTime(duty.endsAt)}` : `jusqu’au ${formatDate(duty.endsAt)}`}`;
}

/** The same, and for how many laboratories: « Astreinte 20:00 – 08:00, 3 laboratoires ». */
export const dutyWords = ({ duty, sites }: Pick<Worklist, 'duty' | 'sites'>): string =>
  duty ? `${dutyHours({ duty })}, ${plural(sites.length, 'laboratoire', 'laboratoires')}` : dutyHours({ duty });

/** « reçu 03:16 », with its day when that is not today; what a silence means is for the reader to judge. */
export function arrivalWords(lastArrivalAt: Date | null, now: Date): string {
  if (!lastArrivalAt) return 'rien reçu';
  const isToday = formatDate(lastArrivalAt) === formatDate(now);
  return isToday ? `reçu ${formatTime(lastArrivalAt)}` : `reçu le ${formatDate(lastArrivalAt).slice(0, 5)}`;
}

/** The same where four stand in a row: the hour or the day alone; the whole is heard. */
export const arrivalInShort = (words: string): string => words.replace(/^reçu (le )?/, '').replace(/^rien reçu$/, 'rien');

/** The newest arrival of several laboratories. */
export const newestArrival = (sites: readonly { lastArrivalAt: Date | null }[]): Date | null =>
  sites.reduce<Date | null>((latest, { lastArrivalAt }) => (lastArrivalAt && (!latest || lastArrivalAt > latest) ? lastArrivalAt : latest), null);

/** The colour that repeats how fresh an arrival is: none once it is older than a quarter of an hour. */
export const arrivalTone = (lastArrivalAt: Date | null, now: Date): string =>
  lastArrivalAt && now.getTime() - lastArrivalAt.getTime() < FRESH ? 'text-fresh' : 'text-ink-2';
