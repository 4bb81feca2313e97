import { formatDate, formatTime, NBSP, plural } from '../../../_text/format';
import type { Worklist } from './types';

const DAY = 86_400_000;
const KINDS: Readonly<Record<string, string>> = { astreinte: 'Astreinte', garde: 'Garde', presence: 'Présence' };
/** An arrival younger than this is coloured as fresh; the hour says the rest. */
const FRESH = 15 * 60_000;

/** « Astreinte 20:00 – 08:00, 3 laboratoires »; a duty of more than a day says until which day it lasts. */
export function dutyWords({ duty, sites }: Pick<Worklist, 'duty' | 'sites'>): string {
  if (!duty) return 'Hors astreinte';
  if (duty.kind === 'releve')
    return `Heures finies à ${formatTime(duty.endsAt)}, vous répondez jusqu’à la relève, ${plural(sites.length, 'laboratoire', 'laboratoires')}`;
  const kind = KINDS[duty.kind] ?? duty.kind;
  const isShort = duty.endsAt.getTime() - duty.startsAt.getTime() <= DAY;
  const hours = isShort ? `${formatTime(duty.startsAt)}${NBSP}–${NBSP}${formatTime(duty.endsAt)}` : `jusqu’au ${formatDate(duty.endsAt)}`;
  return `${kind} ${hours}, ${plural(sites.length, 'laboratoire', 'laboratoires')}`;
}

/** « reçu 03:16 », with its day when that is not today; what a silence means is for the reader to judge. */
export function arrivalWords(lastArrivalAt: Date | null, now: Date): string {
  if (!lastArrivalAt) return 'rien reçu';
  const isToday = formatDate(lastArrivalAt) === formatDate(now);
  return isToday ? `reçu ${formatTime(lastArrivalAt)}` : `reçu le ${formatDate(lastArrivalAt).slice(0, 5)}`;
}

/** The colour that repeats how fresh an arrival is: none once it is older than a quarter of an hour. */
export const arrivalTone = (lastArrivalAt: Date | null, now: Date): string =>
  lastArrivalAt && now.getTime() - lastArrivalAt.getTime() < FRESH ? 'text-fresh' : 'text-ink-2';
