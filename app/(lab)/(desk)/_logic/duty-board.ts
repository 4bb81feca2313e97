import { formatDate, formatDuration, formatTime, NBSP } from '../../../_text/format';
import type { Roster, RosterDuty } from './types';

const DAY_MS = 86_400_000;
const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' });
const weekday = new Intl.DateTimeFormat('fr-FR', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'Europe/Paris' });

export const KIND_WORDS: Record<RosterDuty['kind'], string> = { astreinte: 'Astreinte', garde: 'Garde', presence: 'Présence' };

/** The calendar day in Paris. */
export const dayOf = (at: Date): string => isoDay.format(at);

export const dayAfter = (day: string, count: number): string => new Date(Date.parse(`${day}T12:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);

/** The Monday of a day's week: a roster is read by weeks that begin on Monday. */
export const mondayOf = (day: string): string => dayAfter(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7));

/** « ven. 27 nov. » */
export const dayWords = (day: string): string => weekday.format(new Date(`${day}T12:00:00Z`));

export interface Block {
  startsAt: Date;
  endsAt: Date;
  duties: RosterDuty[];
}

export interface Cell {
  blocks: Block[];
  gaps: { startsAt: Date; endsAt: Date }[];
}

/**
 * What stands in the square of one site on one day: the duties that begin there, those that go on through most of it, and the parts of it in which nobody
 * answers. A night stands on the day on which it begins.
 */
export function cellOf({ duties, gaps }: Pick<Roster, 'duties' | 'gaps'>, siteId: string, day: string, isFirst: boolean): Cell {
  const own = duties.filter((duty) => duty.siteId === siteId && belongsTo(duty, day, isFirst));
  const keyOf = (duty: RosterDuty) => `${duty.startsAt.getTime()}-${duty.endsAt.getTime()}`;
  const keys = [...new Set(own.map(keyOf))];
  const blocks = keys.map((key) => {
    const together = own.filter((duty) => keyOf(duty) === key);
    const [first] = together;
    return {
      startsAt: first?.startsAt ?? new Date(0),
      endsAt: first?.endsAt ?? new Date(0),
      duties: together.toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind]),
    };
  });
  return {
    blocks,
    gaps: gaps
      .filter((gap) => gap.siteId === siteId && dayOf(gap.startsAt) <= day && dayOf(new Date(gap.endsAt.getTime() - 1)) >= day)
      .map(({ startsAt, endsAt }) => ({ startsAt, endsAt })),
  };
}

/** Who is on the spot first, then who is called first. */
const ORDER: Record<RosterDuty['kind'], number> = { garde: 0, astreinte: 1, presence: 2 };

function belongsTo({ startsAt, endsAt }: RosterDuty, day: string, isFirst: boolean): boolean {
  if (dayOf(startsAt) === day) return true;
  const last = new Date(endsAt.getTime() - 1);
  if (dayOf(startsAt) > day || dayOf(last) < day) return false;
  // Its last morning is told by where it began, except on the first day shown, where that is out of sight.
  return isFirst || dayOf(last) > day || formatTime(endsAt) > '12:00';
}

/** « 20:00 – 08:00 »; with its days when it lasts more than one. */
export function hoursWords({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): string {
  const isLong = endsAt.getTime() - startsAt.getTime() > DAY_MS;
  return isLong
    ? `du ${formatDate(startsAt).slice(0, 5)} ${formatTime(startsAt)} au ${formatDate(endsAt).slice(0, 5)} ${formatTime(endsAt)}`
    : `${formatTime(startsAt)}${NBSP}–${NBSP}${formatTime(endsAt)}`;
}

/** « personne de 08:00 à 20:00 », « personne de la journée ». */
export function gapWords({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, day: string): string {
  const from = dayOf(startsAt) < day ? '00:00' : formatTime(startsAt);
  const to = dayOf(endsAt) > day ? '24:00' : formatTime(endsAt);
  return from === '00:00' && to === '24:00' ? 'personne de la journée' : `personne de ${from} à ${to}`;
}

/** The first gap of each site ahead, in one sentence each, the nearest first. */
export function soonWords({ soon, sites, at }: Pick<Roster, 'soon' | 'sites' | 'at'>): { siteId: string; text: string; isNow: boolean; isNear: boolean }[] {
  return soon.map(({ siteId, startsAt, endsAt }) => {
    const site = sites.find(({ id }) => id === siteId)?.name ?? '';
    const isNow = startsAt.getTime() <= at.getTime();
    const end = endsAt.getTime() - at.getTime() >= 14 * DAY_MS ? 'personne n’est planifié ensuite' : `jusqu’au ${formatDate(endsAt)} ${formatTime(endsAt)}`;
    return {
      siteId,
      isNow,
      isNear: startsAt.getTime() - at.getTime() < DAY_MS,
      text: isNow
        ? `${site}${NBSP}: personne de garde en ce moment, ${end}`
        : `${site}${NBSP}: personne à partir du ${formatDate(startsAt)} ${formatTime(startsAt)} (dans ${formatDuration(startsAt.getTime() - at.getTime())}), ${end}`,
    };
  });
}

/** The family name, which French writes in capitals: « MARCHETTI ». */
export const shortName = (name: string): string => {
  const capitals = name.split(' ').filter((word) => word.length > 1 && word === word.toUpperCase());
  return capitals.length > 0 ? capitals.join(' ') : name;
};

/** What a `datetime-local` field holds: the clock on the wall in Paris. */
export const wallClock = (at: Date): string => `${dayOf(at)}T${formatTime(at)}`;
